"""Which links may stand on a page."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

web_address = URLValidator(schemes=["http", "https"])
"""Refuses `javascript:`, `ftp:` and every other scheme that is no page of the web."""


def is_web_address(text: str) -> bool:
    try:
        web_address(text)
    except ValidationError:
        return False
    return True
