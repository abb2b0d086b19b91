"""Who may tell what became of a challenge."""

from challenges.permissions import may_manage


def may_tell_outcome(user, challenge):
    """Its officers, and the programme office for them. Drafts are seen by the same people."""
    return user.is_authenticated and user.is_active and may_manage(user, challenge)
