"""On a person's own page: reviews that wait for them, and interviews of their teams."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.overview import Part, part
from challenges.proposals.models import Proposal
from challenges.proposals.stages import Stage
from challenges.reaching import parts_of_address
from challenges.words import titles_of

from .waiting import reviews_waiting_for

MOST = 20


@part(order=12)
def reviews_that_wait(request):
    waiting = reviews_waiting_for(request.user, timezone.now())[:MOST]
    if not waiting:
        return None
    titles = titles_of([each.challenge.pk for each in waiting])
    rows = [
        (titles.get(each.challenge.pk, each.challenge.title), _place("review_scoring", each.challenge), _said(each))
        for each in waiting
    ]
    return Part(_("Proposals that you judge"), "reviews/waiting.html", {"rows": rows})


def _said(waiting):
    if waiting.undeclared is None:
        return _("It has not closed yet.")
    if waiting.undeclared:
        said = ngettext(
            "%(number)s proposal to declare yourself about",
            "%(number)s proposals to declare yourself about",
            waiting.undeclared,
        )
        return said % {"number": waiting.undeclared}
    if waiting.left:
        said = ngettext("%(number)s proposal to score", "%(number)s proposals to score", waiting.left)
        return said % {"number": waiting.left}
    return _("Everything is scored: hand in")


@part(order=24)
def interviews_of_my_teams(request):
    """One query for whoever has none."""
    mine = Proposal.objects.written_by(request.user).filter(stage=Stage.INTERVIEW)
    mine = list(mine.select_related("challenge", "interview_slot")[:MOST])
    if not mine:
        return None
    titles = titles_of([each.challenge_id for each in mine])
    rows = [
        (
            titles.get(each.challenge_id, each.challenge.title),
            _place("review_interview", each.challenge, each.key),
            _slot_of(each),
        )
        for each in mine
    ]
    return Part(_("Interviews"), "reviews/my_interviews.html", {"rows": rows})


def _slot_of(proposal):
    return getattr(proposal, "interview_slot", None)


def _place(name, challenge, *more):
    return reverse(name, args=[*parts_of_address(challenge), *more])
