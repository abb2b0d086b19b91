"""What a person's own page says of proposals: invitations to answer, and where one's own stand."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.overview import Part, part
from challenges.reaching import parts_of_address

from .cards import badge_of
from .models import Proposal, TeamInvitation
from .words import titles_of

MOST = 50


@part(order=25)
def my_proposals(request):
    """Nothing for whoever has none: most people write none."""
    user = request.user
    mine = list(Proposal.objects.written_by(user).select_related("challenge")[:MOST])
    asked = list(_invitations(user))
    if not (mine or asked):
        return None
    titles = titles_of([each.challenge_id for each in mine] + [each.proposal.challenge_id for each in asked])
    return Part(
        _("My proposals"),
        "proposals/mine.html",
        {
            "rows": [_row(each, titles) for each in mine],
            "invitations": [
                (titles[each.proposal.challenge_id], reverse("proposal_invitation", args=[each.key])) for each in asked
            ],
        },
    )


def _invitations(user):
    proved = user.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    addresses = [address.lower() for address in proved]
    found = TeamInvitation.objects.open_at(timezone.now()).filter(email__in=addresses)
    return found.select_related("proposal__challenge")[:MOST]


def _row(proposal, titles):
    challenge = proposal.challenge
    return {
        "name": proposal.organization_name or _("without a name yet"),
        "url": reverse("proposal", args=[*parts_of_address(challenge), proposal.key]),
        "challenge": titles[challenge.pk],
        "badge": badge_of(proposal),
        "closes_at": challenge.closes_at if proposal.stage == "draft" else None,
    }
