"""Who may decide what."""

from django.contrib.auth import get_user_model

from accounts.permissions import may_moderate

__all__ = ["may_decide_about", "may_moderate", "may_suspend"]


def may_decide_about(moderator, author):
    """What somebody wrote is decided on by others, as long as there is another moderator."""
    if author is None or author.pk != moderator.pk:
        return may_moderate(moderator)
    return not get_user_model().objects.moderators().exclude(pk=moderator.pk).exists()


def may_suspend(moderator, person):
    """Not oneself, and nobody who moderates: an administrator does that."""
    return may_moderate(moderator) and moderator.pk != person.pk and not person.has_perm("reports.moderate")
