"""Beginning a pilot, in one step."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.models import ChallengePage, MunicipalityPage
from challenges.pilots import letters
from challenges.pilots.beginning import check_may_begin
from challenges.pilots.models import Pilot
from challenges.pilots.projects import link_project, make_project
from challenges.proposals.models import TeamMember
from challenges.proposals.stages import Stage as ProposalStage
from challenges.services import move_challenge
from challenges.stages import Stage


@transaction.atomic
def begin_pilot(*, challenge, by, now, partners, proposal=None, project=None, new_project=None, **told) -> Pilot:
    """Set the pilot up, with its project, and move the challenge to it.

    `told` are the days, place and plan; `project` is the original of a page on the site, `new_project` a NewProject
    that is made and published: the lead of the proposal's team becomes its owner, and is told; without one it is `by`.
    Raises ValidationError, and does nothing, where the challenge does not stand at the choice of a partner, the pilot
    was set up before, or the proposal was not selected here."""
    challenge = ChallengePage.objects.select_for_update(of=("self",)).select_related("locale").get(pk=challenge.pk)
    check_may_begin(challenge, now)
    _check_proposal(proposal, challenge)
    lead = _lead_of(proposal)
    if new_project:
        project = make_project(told=new_project, challenge=challenge, owner=lead or by, by=by, now=now)
    if project:
        link_project(challenge=challenge, project=project, by=by)
    pilot = Pilot.objects.create(
        challenge=challenge,
        proposal=proposal,
        project=project,
        partners=partners,
        region=MunicipalityPage.objects.of(challenge).region,
        begun_at=now,
        begun_by=by,
        **told,
    )
    challenge.refresh_from_db()
    if challenge.stage_at(now) != Stage.PILOT:
        move_challenge(challenge=challenge, to=Stage.PILOT, by=by, now=now)
    if lead and lead != by:
        letters.of_beginning(pilot, lead, owns=new_project is not None)
    return pilot


def _check_proposal(proposal, challenge):
    if proposal and (proposal.challenge_id != challenge.pk or proposal.stage != ProposalStage.SELECTED):
        raise ValidationError(_("This proposal was not selected for the challenge."), code="not_selected")


def _lead_of(proposal):
    """Whoever speaks for the team and has an open account, or None."""
    if proposal is None:
        return None
    leads = proposal.team.filter(role=TeamMember.Role.LEAD, user__is_active=True).select_related("user__profile")
    found = leads.order_by("pk").first()
    return found.user if found else None
