"""Reviews that wait for a person, over all challenges, in a fixed number of queries."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Count

from challenges.models import ChallengePage
from challenges.proposals.models import Proposal, TeamMember
from challenges.proposals.permissions import is_sealed
from challenges.proposals.stages import COUNTED
from challenges.stages import Stage

from .models import Criterion, Declaration, Review, Reviewer, Score
from .presets import PRESETS

OVER = (Stage.FINISHED, Stage.WITHDRAWN)


class Waiting(NamedTuple):
    """How many of the challenge's proposals the reviewer has to declare, and how many to score. Before it has closed
    nobody knows: None."""

    challenge: ChallengePage
    undeclared: int | None
    left: int | None


def reviews_waiting_for(user, now) -> list[Waiting]:
    """Of challenges for which this person was named and has not handed in. Those first that can be begun."""
    revealed = Review.objects.filter(revealed_at__isnull=False).values("challenge")
    mine = Reviewer.objects.filter(user=user, handed_in_at=None).exclude(challenge__in=revealed)
    challenges = [each.challenge for each in mine.select_related("challenge") if _is_on(each.challenge, now)]
    if not challenges:
        return []
    closed = [each for each in challenges if not is_sealed(each, now)]
    ahead = [Waiting(each, None, None) for each in challenges if each not in closed]
    return [*_counted(user, closed), *ahead]


def _is_on(challenge, now):
    return challenge.stage_at(now) not in OVER


def _counted(user, challenges):
    """Without those in which there is nothing to judge."""
    proposals, competing = _proposals_in(challenges), _competing(user, challenges)
    declared, complete = _declared_by(user, challenges), _complete(user, challenges)
    for challenge in challenges:
        there = proposals.get(challenge.pk, [])
        due = [pk for pk in there if not declared.get(pk, False)]
        if due and challenge.pk not in competing:
            undeclared = sum(pk not in declared for pk in due)
            yield Waiting(challenge, undeclared, sum(pk not in complete for pk in due) - undeclared)


def _proposals_in(challenges):
    found = defaultdict(list)
    rows = Proposal.objects.filter(challenge__in=challenges, stage__in=COUNTED).order_by("pk")
    for pk, challenge in rows.values_list("pk", "challenge"):
        found[challenge].append(pk)
    return found


def _competing(user, challenges):
    rows = TeamMember.objects.filter(user=user, proposal__challenge__in=challenges)
    return set(rows.values_list("proposal__challenge", flat=True))


def _declared_by(user, challenges):
    """{proposal: shuts out}"""
    rows = Declaration.objects.filter(user=user, proposal__challenge__in=challenges)
    values = rows.values_list("proposal", "has_conflict", "lifted_at")
    return {proposal: conflict and lifted is None for proposal, conflict, lifted in values}


def _complete(user, challenges):
    """Proposals that have a score of this person by every criterion."""
    rows = Criterion.objects.filter(challenge__in=challenges).values_list("challenge", flat=True)
    most = Counter(rows)
    given = Score.objects.filter(reviewer__user=user, reviewer__challenge__in=challenges, points__isnull=False)
    counted = given.order_by().values_list("proposal", "reviewer__challenge").annotate(number=Count("pk"))
    return {proposal for proposal, challenge, number in counted if number >= (most[challenge] or len(PRESETS))}
