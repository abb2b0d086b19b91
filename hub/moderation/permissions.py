"""Who may decide what."""

from accounts.permissions import may_moderate

__all__ = ["may_moderate", "may_suspend"]


def may_suspend(moderator, person):
    """Not oneself, and nobody who moderates: an administrator does that."""
    return may_moderate(moderator) and moderator.pk != person.pk and not person.has_perm("reports.moderate")
