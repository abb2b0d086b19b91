"""What a row asks to change on its page, given what the table said the last time and what the page says now."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db import models

from integrations.sheets.cells import shortened
from integrations.sheets.reports import CREATED, UNCHANGED, UPDATED
from pages.models import BasePage, ImportedRow

from .kinds import Kind

COVER_SOURCE = "cover_source_url"
"""Kept with the row and not on the page: a picture is fetched later, never during an import."""
PUBLISHED = "published"
"""Whether the page is to be seen; where a row does not say, it is."""
NO_FIELDS = {COVER_SOURCE, PUBLISHED}
BLANK = (None, "", [])


class Change(NamedTuple):
    before: object
    after: object

    def __str__(self):
        before, after = short(self.before), short(self.after)
        return f"{before} → {after or '–'}" if before else after


class ListChange(NamedTuple):
    removed: list
    added: list

    def __str__(self):
        signed = [f"+ {short(entry)}" for entry in self.added] + [f"− {short(entry)}" for entry in self.removed]
        return ", ".join(signed)


@dataclass
class Plan:
    """What one row asks for. `kept` names fields where a page that was here before says something else, `replaced`
    those that an editor and the table have both changed."""

    kind: Kind
    key: str
    slug: str
    values: dict
    row: ImportedRow | None = None
    page: BasePage | None = None
    changes: dict[str, Change | ListChange] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)

    @property
    def is_new(self):
        return self.row is None and self.page is None

    @property
    def result(self):
        if self.is_new:
            return CREATED
        return UPDATED if self.changes else UNCHANGED

    @property
    def page_id(self):
        """The page that the row belongs to; None where it is still to be made."""
        return self.page.pk if self.page else self.row and self.row.page_id

    def says_the_same(self):
        """Whether the row says what it said the last time."""
        before = self.row.values if self.row else {}
        return bool(before) and all(name in before and before[name] == value for name, value in self.values.items())

    def compare(self):
        """Fill in `changes`, `kept` and `replaced`."""
        before = self.row.values if self.row else {}
        for name, value in self.values.items():
            if name in before:
                change = self._change_since(name, before[name], value)
            else:
                change = self._first_change(name, value)
            if change:
                self.changes[name] = change

    def _change_since(self, name, before, value):
        if before == value:
            return None
        if name in self.kind.lists:
            return self._change_of_list(name, before, value)
        if name in NO_FIELDS:
            return Change(before, value)
        now = self._now(name)
        if _same(now, value):
            return None
        if any(not _same(edited, before) and not _same(edited, value) for edited in (now, self._now(name, self.draft))):
            self.replaced.append(name)
        return Change(now, value)

    def _change_of_list(self, name, before, value):
        now, (before, value) = self._now(name), map(self.kind.lists[name].known, (before, value))
        removed = [entry for entry in before if entry not in value and entry in now]
        added = [entry for entry in value if entry not in before and entry not in now]
        return ListChange(removed, added) if removed or added else None

    def _first_change(self, name, value):
        now = None if self.page is None or name in NO_FIELDS else self._now(name)
        if self.page is not None and name in self.kind.lists:
            value = self.kind.lists[name].known(value)
        if value in BLANK or _same(now, value):
            return None
        if now not in BLANK:
            self.kept.append(name)
            return None
        return ListChange([], value) if name in self.kind.lists else Change(now, value)

    @cached_property
    def draft(self):
        """What an editor has written and not published; None where the page says it all."""
        unpublished = self.page is not None and (self.page.has_unpublished_changes or not self.page.live)
        return self.page.get_latest_revision_as_object() if unpublished else None

    def _now(self, name, page=None):
        if name in self.kind.lists:
            return self.kind.lists[name].entries(page or self.page)
        return as_json(self.kind.field(name), getattr(page or self.page, name))

    @property
    def changes_the_page(self):
        """Whether there is something for its revisions."""
        return any(name != COVER_SOURCE and not self._is_beside(name) for name in self.changes)

    def _is_beside(self, name):
        return name in self.kind.lists and self.kind.lists[name].beside

    def apply_to(self, page):
        """Write the changes to a page in memory."""
        for name, change in self.changes.items():
            if isinstance(change, ListChange):
                if not self._is_beside(name):
                    self._move_entries(page, name)
            elif name not in NO_FIELDS:
                setattr(page, name, self.kind.field(name).to_python(change.after))

    def write_beside(self):
        """Write what is no part of the page, which is kept by now."""
        for name in filter(self._is_beside, self.changes):
            self._move_entries(self.page, name)

    def _move_entries(self, page, name):
        change = self.changes[name]
        if change.removed:
            self.kind.lists[name].remove(page, change.removed)
        self.kind.lists[name].add(page, change.added)


def as_json(model_field: models.Field, value: object) -> object:
    """A field's value in the form that readers of cells give: dates and times as text in ISO form, times in UTC."""
    if isinstance(model_field, models.DateField) and value is not None:
        return value.isoformat()
    return value


def short(value: object) -> str:
    """A value in a few words for a preview."""
    if isinstance(value, dict):
        return shortened(" ".join(str(part) for part in value.values()), 40)
    return "" if value is None else shortened(str(value), 40)


def _same(one: object, other: object) -> bool:
    return one == other or (one in BLANK and other in BLANK)
