"""What the scores say, as one person may see it: what somebody is shut out of takes no place in their ranking.

So neither its scores nor its rank can be told from the ranks of the others."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from challenges.proposals.models import Proposal
from challenges.proposals.stages import COUNTED

from .models import Score
from .ranking import Given, ranking

PLACES = Decimal("0.01")


def two_places(fraction):
    """As it is shown; None stays None. What is equal looks equal, what looks equal may differ further behind."""
    if fraction is None:
        return None
    return (Decimal(fraction.numerator) / Decimal(fraction.denominator)).quantize(PLACES, ROUND_HALF_UP)


class Results:
    """Of the review `standing`, for `user`. A fixed number of queries, however many proposals there are."""

    def __init__(self, standing, user):
        self.standing, self.user = standing, user

    @cached_property
    def proposals(self):
        """{key of the row: proposal}, in the order in which they came."""
        mine = set(self.standing.readable_by(self.user.pk))
        rows = Proposal.objects.filter(challenge=self.standing.challenge, stage__in=COUNTED)
        rows = rows.only("key", "organization_name", "stage", "submitted_at").order_by("submitted_at", "pk")
        return {each.pk: each for each in rows if each.pk in mine}

    @property
    def number_hidden(self):
        return len(self.standing.proposals) - len(self.proposals)

    @cached_property
    def reviewers(self):
        """Those whose scores count, by the key of their row."""
        return {each.pk: each for each in self.standing.reviewers if each.handed_in_at}

    @cached_property
    def scores(self):
        """That count: of reviewers who have handed in, and are not shut out today. None before they are open to all."""
        if not self.standing.is_revealed:
            return []
        rows = Score.objects.of(self.standing.challenge).that_count()
        return [each for each in rows.only("proposal", "reviewer", "criterion", "points") if self._counts(each)]

    def scores_of(self, proposal):
        """The same of one proposal, with the notes: {(reviewer, criterion): score}, by the keys of their rows."""
        if not self.standing.is_revealed:
            return {}
        rows = Score.objects.of(self.standing.challenge).that_count().filter(proposal=proposal)
        return {(each.reviewer_id, each.criterion_id): each for each in rows if self._counts(each)}

    def scores_with_notes(self):
        if not self.standing.is_revealed:
            return []
        rows = Score.objects.of(self.standing.challenge).that_count().order_by("proposal", "reviewer", "criterion")
        return [each for each in rows if self._counts(each)]

    @cached_property
    def ranked(self):
        weights = {each.pk: each.weight for each in self.standing.criteria}
        given = (Given(each.proposal_id, each.reviewer_id, each.criterion_id, each.points) for each in self.scores)
        return ranking(self.proposals, weights, given)

    def _counts(self, score):
        reviewer = self.reviewers.get(score.reviewer_id)
        if score.proposal_id not in self.proposals or reviewer is None:
            return False
        return not self.standing.is_shut_out(score.proposal_id, reviewer.user_id)
