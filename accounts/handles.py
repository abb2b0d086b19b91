"""The name of a person in addresses: the first one is made up, later ones are theirs to choose."""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

# Without letters and digits that look alike.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"

CHANGES_A_MONTH = 3
MONTH = timedelta(days=30)
RESERVED = frozenset((Path(__file__).parent / "data" / "reserved_handles.txt").read_text(encoding="ascii").split())
"""What would be taken for the site itself, or for somebody who speaks for it."""


def first_handle() -> str:
    """Nothing in it tells of the person or of how many there are."""
    return f"tomo-{get_random_string(8, SIGNS)}"


def taken() -> ValidationError:
    return ValidationError(_("Somebody else has this handle, or had it before. Choose another."), code="taken")


def check_new_handle(profile, handle):
    """Raises ValidationError where this person may not have this handle, now."""
    if handle in RESERVED:
        raise ValidationError(_("This handle is kept for the site itself. Choose another."), code="reserved")
    if _is_somebody_elses(profile, handle):
        raise taken()
    if _changes_lately(profile) >= CHANGES_A_MONTH:
        text = _("You have changed your handle %(count)d times within a month. Keep it for now and change it later.")
        raise ValidationError(text, code="too_often", params={"count": CHANGES_A_MONTH})


def _is_somebody_elses(profile, handle):
    others = type(profile).objects.exclude(pk=profile.pk)
    return others.filter(handle__iexact=handle).exists() or others.filter(former_handles__handle=handle).exists()


def _changes_lately(profile):
    return profile.former_handles.filter(given_up_at__gt=timezone.now() - MONTH).count()
