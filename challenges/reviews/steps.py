"""What waits for officers in a review, on the desk and in its lists: one thing at a time, the next one.

What is prepared before the closing stands behind what the desk says of an open call; what is judged, before it."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.models import ChallengePage
from challenges.proposals.models import Proposal
from challenges.reaching import parts_of_address
from challenges.stages import Stage
from challenges.todo import Todo, todo

from .models import Criterion, Decision, Review, Reviewer
from .services.deciding import UNDECIDED

JUDGED_AT = (Stage.CLOSED, Stage.SCREENING, Stage.SELECTED)
HERE = OuterRef("pk")
HAS_CRITERIA = Exists(Criterion.objects.filter(challenge=HERE))
HAS_REVIEWERS = Exists(Reviewer.objects.filter(challenge=HERE))
IS_REVEALED = Exists(Review.objects.filter(challenge=HERE, revealed_at__isnull=False))


def _number(rows, challenge="challenge"):
    """Of these rows for each challenge."""
    counted = rows.filter(**{challenge: HERE}).order_by().values(challenge).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())


def what_is_set(challenges, now):
    """(whether there are criteria, whether there are reviewers) by the key of the challenge: one query."""
    return _found(challenges, has_criteria=HAS_CRITERIA, has_reviewers=HAS_REVIEWERS)


def what_is_judged(challenges, now):
    """How many proposals wait for what: one query."""
    return _found(
        challenges,
        has_reviewers=HAS_REVIEWERS,
        is_revealed=IS_REVEALED,
        awaited=_number(Reviewer.objects.filter(handed_in_at=None)),
        undecided=_number(Proposal.objects.filter(stage__in=UNDECIDED)),
        prepared=_number(Decision.objects.that_still_fit(), "proposal__challenge"),
    )


def _found(challenges, **asked):
    pages = ChallengePage.objects.filter(pk__in=[each.pk for each in challenges]).order_by()
    return {row["pk"]: row for row in pages.values("pk", **asked)}


@todo(order=910, gather=what_is_set)
def prepare_the_review(challenge, now, found):
    """While it is open: nothing of this depends on what was submitted."""
    if not challenge.live or challenge.stage_at(now) != Stage.OPEN:
        return None
    if not found["has_criteria"]:
        return Todo(_("Set what proposals are judged by, while it is open"), _url(challenge, "review_criteria"))
    return None if found["has_reviewers"] else _name_reviewers(challenge)


@todo(order=30, gather=what_is_judged)
def bring_it_to_its_end(challenge, now, found):
    """Once it has closed, and as long as a proposal is undecided."""
    if not challenge.live or challenge.stage_at(now) not in JUDGED_AT or not found["undecided"]:
        return None
    if found["prepared"]:
        said = _("Send the decisions that are prepared")
        return Todo(said, _url(challenge, "review_send"), found["prepared"], urgent=True)
    if found["is_revealed"]:
        said = _("Decide about the proposals, with reasons")
        return Todo(said, _url(challenge, "review_decisions"), found["undecided"])
    if found["has_reviewers"]:
        return Todo(_("See who has not handed in scores yet"), _url(challenge, "review"), found["awaited"])
    return _name_reviewers(challenge)


def _name_reviewers(challenge):
    return Todo(_("Name who judges the proposals"), _url(challenge, "review_people"))


def _url(challenge, name):
    return reverse(name, args=parts_of_address(challenge))
