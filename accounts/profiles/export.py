"""Everything that is kept of a person, for that person."""

from django.core.cache import cache
from django.utils import timezone

from accounts.personal_data import KEPT

EXPORTS_AN_HOUR = 5
FORMAT = "tomoni-account-1"


class TooOftenError(Exception):
    """An export reads every table: nobody may do that all the time."""


def export_of(*, user):
    """Plain values, in the order of the rooms. Raises TooOftenError after EXPORTS_AN_HOUR."""
    _count(user)
    return {
        "format": FORMAT,
        "exported_at": timezone.now(),
        "kept": {
            name: {
                "what": str(kept.what),
                "why": str(kept.why),
                "after_deletion": str(kept.stays),
                "data": kept.of(user),
            }
            for name, kept in KEPT.items()
        },
    }


def _count(user):
    key = f"exports-of:{user.pk}"
    cache.add(key, 0, 3600)
    if cache.incr(key) > EXPORTS_AN_HOUR:
        raise TooOftenError
