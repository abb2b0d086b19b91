"""JSON: a list of objects or of rows, an object that holds one, or one object a line."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .columns import Column, recognised
from .errors import TableError
from .grids import headed
from .rows import RawRow, item_place, lines_place

# A title such as "[2023] Projects" above a table is not JSON.
_BEGINS_LIKE_JSON = re.compile(
    r"\s*(?:\[\s*(?:[\[{\"'\]]|null|true|false|-?[\d.]+\s*(?:,|\]\s*$)|$)|\{\s*(?:[\"'}]|$))"
)


def is_json(text: str) -> bool:
    return bool(_BEGINS_LIKE_JSON.match(text))


def read(text: str, columns: Sequence[Column]) -> tuple[list[str], list[RawRow]]:
    """The names that occur in the objects, and the objects as rows of texts in that order."""
    items = list(_items(text, columns))
    if items and all(isinstance(item, list) for _place, item in items):
        return headed([RawRow(place, [as_text(cell) for cell in item]) for place, item in items], columns)
    names: dict[str, None] = {}
    for _place, item in items:
        if isinstance(item, dict):
            names.update(dict.fromkeys(item))
    if not names:
        raise TableError(_("The file holds no rows: it is a list without objects."))
    return list(names), [_row(place, item, list(names)) for place, item in items]


def _items(text: str, columns: Sequence[Column]) -> Iterator[tuple[str, Any]]:
    try:
        content = _load(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and _is_object(text.lstrip().split("\n", 1)[0]):
            return _one_a_line(text)
        raise TableError(
            _("The file begins like JSON, but cannot be read from line %(line)d, column %(column)d on.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, or thousands of brackets
        raise TableError(_("The file is JSON that holds more than a table does, and is not read.")) from error
    return ((item_place(number), item) for number, item in enumerate(_list_in(content, columns), start=1))


def _load(text: str) -> Any:
    """NaN and the like, which programs write for a cell without a value, are None."""
    return json.loads(text, parse_constant=lambda _name: None)


def _is_object(line: str) -> bool:
    try:
        return isinstance(_load(line), dict)
    except (ValueError, RecursionError):
        return False


def _one_a_line(text: str) -> Iterator[tuple[str, Any]]:
    """JSON Lines. A line that cannot be read is no object, and is told as such."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield lines_place(number, number), _load(line) if _is_object(line) else None


def _list_in(content: Any, columns: Sequence[Column]) -> list[Any]:
    """The list itself, the one list in the object, or the object as the only row."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list)]
        of_rows = [value for value in lists if _has_rows(value)]
        if not of_rows and recognised(list(content), columns):
            return [content]
        if len(of_rows or lists) == 1:
            return (of_rows or lists)[0]
    raise TableError(_("The file is JSON, but neither a list of objects nor an object with one such list in it."))


def _has_rows(value: list[Any]) -> bool:
    return any(isinstance(item, (dict, list)) for item in value)


def _row(place: str, item: Any, names: list[str]) -> RawRow:
    if not isinstance(item, dict):
        return RawRow(place, [], _("This item is no object with names and values."))
    return RawRow(place, [as_text(item.get(name)) for name in names])


def as_text(value: Any) -> str:
    """A value as a cell would hold it: lists and objects one entry a line, objects as name=value."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "\n".join(f"{name}={_flat(entry)}" for name, entry in value.items() if entry is not None)
    if isinstance(value, list):
        return "\n".join(_flat(entry) for entry in value if entry is not None)
    return _flat(value)


def _flat(value: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
