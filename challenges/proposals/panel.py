"""What a challenge's page says of proposals: how to send one, one's own, and how many there were."""

from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.chapters import Chapter, actions, chapter
from challenges.reaching import parts_of_address
from pages.cards import Action

from .counting import public_number
from .models import Proposal
from .permissions import is_sealed, may_see_list, takes_proposals


@actions(order=20)
def proposal_actions(challenge, request, now):
    """Costs an anonymous visitor no query."""
    own = _own(challenge, request.user)
    yield from own
    if takes_proposals(challenge, now):
        url = reverse("proposal_new", args=parts_of_address(challenge))
        yield Action(_("Write another proposal") if own else _("Write a proposal"), url, main=not own)
    if request.user.is_authenticated and not is_sealed(challenge, now) and may_see_list(request.user, challenge):
        yield Action(_("Read the proposals"), reverse("proposals", args=parts_of_address(challenge)))


def _own(challenge, user):
    if not user.is_authenticated:
        return []
    mine = Proposal.objects.written_by(user).filter(challenge=challenge)[:3]
    parts = parts_of_address(challenge) if mine else ()
    return [
        Action(_("Your proposal: %(name)s") % {"name": each}, reverse("proposal", args=[*parts, each.key]))
        for each in mine
    ]


@chapter(order=40)
def number_of_proposals(challenge, request, now):
    """Nothing before it has closed, and nothing for a challenge that came to this site later."""
    number = public_number(challenge, now)
    if number is None:
        return None
    return Chapter("proposals", _("Proposals"), "proposals/number.html", {"number": number})
