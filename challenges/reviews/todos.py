"""What waits for officers in a review, on the desk and in its lists: one thing at a time, the next one."""

from dataclasses import dataclass

from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.proposals.models import Proposal
from challenges.reaching import parts_of_address
from challenges.stages import Stage
from challenges.todo import Todo, todo

from .models import Criterion, Decision, Review, Reviewer
from .services.deciding import UNDECIDED

JUDGED_AT = (Stage.CLOSED, Stage.SCREENING, Stage.SELECTED)


@dataclass
class Found:
    """Of one challenge: numbers of rows."""

    criteria: int = 0
    reviewers: int = 0
    awaited: int = 0
    undecided: int = 0
    prepared: int = 0
    is_revealed: bool = False


def gather(challenges, now):
    """Six queries for any list."""
    keys = [each.pk for each in challenges]
    found = {key: Found() for key in keys}
    for name, rows in _counts(keys).items():
        for key, number in rows:
            setattr(found[key], name, number)
    for key in Review.objects.filter(challenge__in=keys, revealed_at__isnull=False).values_list("challenge", flat=True):
        found[key].is_revealed = True
    return found


def _counts(keys):
    judging = Reviewer.objects.filter(challenge__in=keys)
    undecided = Proposal.objects.filter(challenge__in=keys, stage__in=UNDECIDED)
    prepared = Decision.objects.that_still_fit().filter(proposal__challenge__in=keys)
    return {
        "criteria": _per_challenge(Criterion.objects.filter(challenge__in=keys)),
        "reviewers": _per_challenge(judging),
        "awaited": _per_challenge(judging.filter(handed_in_at=None)),
        "undecided": _per_challenge(undecided),
        "prepared": _per_challenge(prepared.annotate(challenge=F("proposal__challenge"))),
    }


def _per_challenge(rows):
    return rows.order_by().values_list("challenge").annotate(number=Count("pk"))


@todo(order=30, gather=gather)
def next_in_the_review(challenge, now, found):
    """Until it has closed nothing of it depends on what was submitted."""
    if not challenge.live:
        return None
    stage = challenge.stage_at(now)
    if stage == Stage.OPEN:
        return _before_closing(challenge, found)
    return _after_closing(challenge, found) if stage in JUDGED_AT else None


def _before_closing(challenge, found):
    if not found.criteria:
        return Todo(_("Set what proposals are judged by, while it is open"), _url(challenge, "review_criteria"))
    if not found.reviewers:
        return Todo(_("Name who judges the proposals"), _url(challenge, "review_people"))
    return None


def _after_closing(challenge, found):
    if not found.undecided:
        return None
    if found.prepared:
        return Todo(
            _("Send the decisions that are prepared"), _url(challenge, "review_send"), found.prepared, urgent=True
        )
    if not found.is_revealed:
        return _scoring(challenge, found)
    return Todo(_("Decide about the proposals, with reasons"), _url(challenge, "review_decisions"), found.undecided)


def _scoring(challenge, found):
    if not found.reviewers:
        return Todo(_("Name who judges the proposals"), _url(challenge, "review_people"))
    return Todo(_("See who has not handed in scores yet"), _url(challenge, "review"), found.awaited)


def _url(challenge, name):
    return reverse(name, args=parts_of_address(challenge))
