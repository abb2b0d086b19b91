"""Following things, and telling those who do."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Follow
from .services import Words, notify

MOST_FOLLOWS = 200


class TooManyFollowsError(Exception):
    """Somebody follows MOST_FOLLOWS things already."""


@transaction.atomic
def follow(*, user, kind: str, target: str, name: str = ""):
    """From now on the person hears of it. Following twice is following once."""
    known = Follow.objects.filter(user=user, kind=kind, target=target).first()
    if known:
        return known
    if Follow.objects.filter(user=user).count() >= MOST_FOLLOWS:
        raise TooManyFollowsError
    made, _is_new = Follow.objects.get_or_create(
        user=user, kind=kind, target=target, defaults={"name": name[:200], "since": timezone.now()}
    )
    return made


def unfollow(*, user, kind: str, target: str):
    """What waits to be told of it is told all the same. Returns what was followed, or None."""
    found = Follow.objects.filter(user=user, kind=kind, target=target).first()
    if found:
        Follow.objects.filter(pk=found.pk).delete()
    return found


def notify_followers(*, of, kind, key, words, url, happened_at, but=()):
    """Tell whoever follows one of these things: pairs of kind and target, the one that is named as the reason first.

    `words()` as in `notify`; the reason is added. Nobody is told twice, and the users in `but` are not."""
    left_out = {user.pk for user in but}
    for what, target in of:
        people = Follow.objects.of(what, target).followers().exclude(pk__in=left_out)
        notify(
            users=people, kind=kind, key=key, words=_with_reason(words, what, target), url=url, happened_at=happened_at
        )


def _with_reason(words, kind, target):
    def said():
        from .targets import target_of  # the reason's name is asked for in each language, once

        plain, followed = words(), target_of(kind, target)
        because = _("You follow %(name)s.") % {"name": followed.name} if followed else plain.because
        return Words(plain.title, plain.text, because)

    return said
