"""JSON: a list of objects, or an object that holds one."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from .errors import TableError
from .rows import RawRow, item_place


def read(text: str) -> tuple[list[str], list[RawRow]]:
    """The names that occur in the objects, and the objects as rows of texts in that order."""
    items = _list_in(_load(text))
    names: dict[str, None] = {}
    for item in items:
        if isinstance(item, dict):
            names.update(dict.fromkeys(item))
    if not names:
        raise TableError(_("The file holds no rows: it is a list without objects."))
    return list(names), [_row(number, item, list(names)) for number, item in enumerate(items, start=1)]


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise TableError(
            _("The file begins like JSON, but cannot be read from line %(line)d, column %(column)d on.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, or thousands of brackets
        raise TableError(_("The file is JSON that holds more than a table does, and is not read.")) from error


def _list_in(content: Any) -> list[Any]:
    if isinstance(content, list):
        return content
    lists = [value for value in content.values() if isinstance(value, list)] if isinstance(content, dict) else []
    if len(lists) != 1:
        raise TableError(_("The file is JSON, but neither a list of objects nor an object with one such list in it."))
    return lists[0]


def _row(number: int, item: Any, names: list[str]) -> RawRow:
    if not isinstance(item, dict):
        return RawRow(item_place(number), [], _("This item is no object with names and values."))
    return RawRow(item_place(number), [as_text(item.get(name)) for name in names])


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
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
