"""The name that others see: the same rules wherever it comes from."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from .skills import tidy

MOST_LETTERS = 100
"""As the column has it. One sign may become eighteen when a name is tidied."""
AN_ADDRESS = re.compile(r"\S@\S")


def checked_name(name: str, *, email: str) -> str:
    """As it is shown. Raises ValidationError for the e-mail address, which is nobody else's business."""
    name = tidy(name)
    if email and name.casefold() == email.casefold():
        raise ValidationError(_("Others would see your e-mail address. Choose another name."))
    MaxLengthValidator(MOST_LETTERS)(name)
    return name


def name_from_elsewhere(*told: str) -> str:
    """The first of what somebody else has told that is no e-mail address; the person may change it later."""
    names = [tidy(name or "")[:MOST_LETTERS].strip() for name in told]
    return next((name for name in names if name and not AN_ADDRESS.search(name)), "")
