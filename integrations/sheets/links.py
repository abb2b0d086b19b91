"""Links in cells."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from .cells import Reader, shortened
from .errors import CellError

_validate = URLValidator(schemes=["http", "https"])
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_NO_CELL_OF = ("-", "–", "—", "―", "ー", "なし", "無し", "未定", "N/A", "n/a", "none", "None")


def web_address(limit: int = 500) -> Reader:
    """The address in the cell, http or https alone; empty for an empty cell or one that says there is none."""

    def read(cell: str) -> str:
        return "" if says_none(cell) else checked_address(cell, limit)

    return read


def says_none(cell: str) -> bool:
    return not cell or cell in _NO_CELL_OF


def checked_address(cell: str, limit: int = 500) -> str:
    """Raises CellError for everything that a browser should not be sent to."""
    address = cell.strip()
    if len(address) > limit:
        raise CellError(
            _("“%(cell)s” is longer than an address may be (%(limit)d characters); left out.")
            % {"cell": shortened(address), "limit": limit}
        )
    if not address.isascii() and not address.lower().startswith(("http://", "https://")):
        address = unicodedata.normalize("NFKC", address)
    try:
        _validate(address)
    except ValidationError as error:
        raise CellError(_reason(address) % {"cell": shortened(cell)}) from error
    if urlsplit(address).username is not None:
        raise CellError(
            _("“%(cell)s” has a sign-in name in front of the site’s; left out.") % {"cell": shortened(cell)}
        )
    return address


def _reason(address: str) -> str:
    if address.lower().startswith(("http://", "https://")):
        return _("“%(cell)s” is no complete web address; left out.")
    if _SCHEME.match(address):
        return _("“%(cell)s” is no web address: only http:// and https:// are taken; left out.")
    return _("“%(cell)s” is no web address. Write it with https:// in front; left out.")
