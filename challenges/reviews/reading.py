"""What the room of proposals asks of this one: who reads as a reviewer, and who is shut out."""

from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.proposals.beside import beside
from challenges.proposals.models import Proposal
from challenges.proposals.permissions import is_in_team
from challenges.proposals.readers import reader, shut_out, shut_out_of_list
from challenges.proposals.stages import Stage
from challenges.reaching import parts_of_address
from pages.cards import Action

from .models import Declaration, Reviewer
from .permissions import is_reviewer, may_set_up


@reader
def is_named_reviewer(user, proposal):
    return Reviewer.objects.filter(challenge=proposal.challenge_id, user=user).exists()


@shut_out
def has_a_conflict_or_has_not_declared(user, proposal):
    """Whoever was named a reviewer declares before the first reading, officers among them."""
    declared = Declaration.objects.filter(proposal=proposal, user=user).first()
    return declared.counts if declared else is_named_reviewer(user, proposal)


@shut_out_of_list
def those_with_a_conflict_or_undeclared(user, challenge):
    declared = Declaration.objects.of(challenge).filter(user=user)
    closed = set(declared.conflicts().values_list("proposal", flat=True))
    if is_reviewer(user, challenge):
        undeclared = Proposal.objects.filter(challenge=challenge).exclude(pk__in=declared.values("proposal"))
        closed |= set(undeclared.values_list("pk", flat=True))
    return closed


@beside
def ways_from_a_proposal(user, proposal, now):
    """For the team, and for those who judge it: whoever else is on its page may not be."""
    parts = [*parts_of_address(proposal.challenge), proposal.key]
    if is_in_team(user, proposal):
        if proposal.stage == Stage.INTERVIEW:
            yield Action(_("Time of the interview"), reverse("review_interview", args=parts), main=True)
        return
    if is_reviewer(user, proposal.challenge):
        yield Action(_("Score this proposal"), reverse("review_score", args=parts), main=True)
    if may_set_up(user, proposal.challenge):
        yield Action(_("Dossier to print"), reverse("review_dossier", args=parts))
    yield Action(_("I have a conflict of interest"), reverse("review_conflict", args=parts))
