"""How reviewers, declarations, scores, interviews and decisions are read."""

from django.db.models import F, Q, QuerySet

CONFLICT = Q(has_conflict=True, lifted_at=None)


class ReviewerQuerySet(QuerySet):
    def of(self, challenge):
        return self.filter(challenge=challenge)

    def with_people(self):
        return self.select_related("user__profile")

    def handed_in(self):
        return self.filter(handed_in_at__isnull=False)


class DeclarationQuerySet(QuerySet):
    def of(self, challenge):
        return self.filter(proposal__challenge=challenge)

    def conflicts(self):
        """Those that shut somebody out today."""
        return self.filter(CONFLICT)

    def with_people(self):
        return self.select_related("user__profile", "declared_by__profile", "proposal")


class ScoreQuerySet(QuerySet):
    def of(self, challenge):
        return self.filter(reviewer__challenge=challenge)

    def that_count(self):
        """Of reviewers who have handed in."""
        return self.filter(reviewer__handed_in_at__isnull=False)

    def missing(self):
        return self.filter(points=None)


class SlotQuerySet(QuerySet):
    def of(self, challenge):
        return self.filter(challenge=challenge)

    def free(self, now):
        return self.filter(proposal=None, starts_at__gt=now)


class DecisionQuerySet(QuerySet):
    def of(self, challenge):
        return self.filter(proposal__challenge=challenge)

    def prepared(self):
        return self.filter(sent_at=None)

    def that_still_fit(self):
        """Prepared, and the proposal has not been withdrawn or decided since."""
        return (
            self.prepared().filter(proposal__stage__in=["submitted", "interview"]).exclude(proposal__stage=F("outcome"))
        )

    def sent(self):
        return self.filter(sent_at__isnull=False)
