"""What is written about one proposal is written one after the other."""

from challenges.models import ChallengePage
from challenges.proposals.models import Proposal


def lock(proposal) -> Proposal:
    """As it is by now, until the transaction ends. Its challenge is read in the same transaction."""
    found = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("challenge")
    return found.get(pk=proposal.pk)


def lock_with_challenge(proposal) -> Proposal:
    """The challenge first, so that neither its deadline moves nor its proposals are counted meanwhile."""
    challenge = ChallengePage.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.challenge_id)
    found = Proposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)
    found.challenge = challenge
    return found
