"""How pilots, their milestones and their updates are read."""

from datetime import date

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from challenges.stages import Stage


class PilotQuerySet(QuerySet):
    def running(self):
        """Those of public challenges that stand at the pilot and have not ended."""
        return self.filter(challenge__stage=Stage.PILOT, challenge__live=True, ended_on=None)

    def with_last_update(self):
        """`last_update`: when the last one that visitors see was written, or None."""
        return self.annotate(last_update=Max("updates__written_at", filter=Q(updates__hidden_at=None)))

    def told_at_once(self):
        """In one query: a row for each milestone, in their order, or one without; `latest_day` and `latest_text` are
        those of the latest update that visitors see."""
        latest = self.model.updates.rel.related_model.objects.filter(pilot=OuterRef("pk")).visible().newest_first()
        found = self.annotate(
            milestone_title=F("milestones__title"),
            milestone_due_on=F("milestones__due_on"),
            milestone_done_on=F("milestones__done_on"),
            latest_day=Subquery(latest.values("day")[:1]),
            latest_text=Subquery(latest.values("text")[:1]),
        )
        return found.order_by(F("milestones__due_on").asc(nulls_last=True), "milestones__pk")


class MilestoneQuerySet(QuerySet):
    def in_order(self):
        """By the day on which they are due; those without one come last, as they were added."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def overdue(self, today: date):
        return self.filter(done_on=None, due_on__lt=today)


class UpdateQuerySet(QuerySet):
    def visible(self):
        return self.filter(hidden_at=None)

    def newest_first(self):
        return self.order_by("-day", "-pk")

    def with_people(self):
        return self.select_related("author__profile")
