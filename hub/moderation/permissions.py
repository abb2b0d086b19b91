"""Who may decide what."""

from django.contrib.auth import get_user_model

from accounts.permissions import may_moderate

__all__ = ["may_be_suspended_by", "may_decide_about", "may_moderate", "may_suspend"]


def may_decide_about(moderator, author):
    """What somebody wrote is decided on by others, as long as there is another moderator."""
    if author is None or author.pk != moderator.pk:
        return may_moderate(moderator)
    return not get_user_model().objects.moderators().exclude(pk=moderator.pk).exists()


def may_be_suspended_by(moderator, people) -> set:
    """The numbers of those. Not oneself, and nobody who moderates: an administrator does that."""
    if not may_moderate(moderator):
        return set()
    numbers = {person.pk for person in people} - {moderator.pk}
    return numbers - set(
        get_user_model().objects.who_may_moderate().filter(pk__in=numbers).values_list("pk", flat=True)
    )


def may_suspend(moderator, person):
    return person.pk in may_be_suspended_by(moderator, [person])
