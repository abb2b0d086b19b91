"""What the room of proposals asks of this one: who reads as a reviewer, and who is shut out."""

from challenges.proposals.readers import reader, shut_out

from .models import Declaration, Reviewer


@reader
def is_named_reviewer(user, proposal):
    return Reviewer.objects.filter(challenge=proposal.challenge_id, user=user).exists()


@shut_out
def has_a_conflict_or_has_not_declared(user, proposal):
    """Whoever was named a reviewer declares before the first reading, officers among them."""
    declared = Declaration.objects.filter(proposal=proposal, user=user).first()
    return declared.counts if declared else is_named_reviewer(user, proposal)
