"""From bytes to lists, dictionaries and texts, whatever somebody has put into the file.

Every scalar stays a text (`version: 1.10` is no number), nothing is built but lists and dictionaries, and a file that
would unfold into something huge is refused before anything of it is built."""

from __future__ import annotations

from typing import Any

import yaml
from django.utils.translation import gettext as _

from .records import UnreadableError

LONGEST = 200 * 1024
DEEPEST = 20
MOST_PARTS = 10_000
MOST_ALIASES = 20


def document(content: bytes | str) -> dict[str, Any]:
    """The mapping that the file is. Raises UnreadableError."""
    text = _text(content)
    try:
        _refuse_bombs(text)
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it builds texts, lists and dictionaries only
    except yaml.YAMLError as error:
        raise UnreadableError(_("This is not valid YAML: %(problem)s") % {"problem": _problem(error)}) from error
    if not isinstance(found, dict):
        raise UnreadableError(
            _("This is no publiccode.yml: it should begin with lines such as “publiccodeYmlVersion: 0.4”.")
        )
    return found


def _text(content: bytes | str) -> str:
    size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "replace"))
    if size > LONGEST:
        raise UnreadableError(_("This file is larger than 200 KB, so it is no publiccode.yml."))
    text = content if isinstance(content, str) else _decoded(content)
    if "\0" in text:
        raise UnreadableError(_("This is no text. Choose the file publiccode.yml itself, not an archive or a picture."))
    if not text.strip():
        raise UnreadableError(_("There is nothing in it."))
    return text


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            _("This file is not written in UTF-8. Save it as UTF-8, or paste its text instead.")
        ) from error


def _refuse_bombs(text: str) -> None:
    """Looks at one event after the other and stops at the first that is too much."""
    depth = aliases = 0
    for parts, event in enumerate(yaml.parse(text, Loader=yaml.BaseLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        aliases += isinstance(event, yaml.AliasEvent)
        if depth > DEEPEST or parts > MOST_PARTS or aliases > MOST_ALIASES:
            raise UnreadableError(_("This file has far more parts, or goes far deeper, than a publiccode.yml."))


def _problem(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _("it has characters that YAML does not allow.")
    return _("see line %(line)d.") % {"line": mark.line + 1}
