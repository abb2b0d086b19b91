"""What a noun says about its rows, and a row while it is read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from wagtail.models import Page

from integrations.sheets.cells import Reader
from integrations.sheets.errors import CellError, RowError
from integrations.sheets.tables import Record
from pages.models import BasePage


def as_they_are(entries: list) -> list:
    return entries


class ListField(NamedTuple):
    """A field of several entries. Only entries that came or went in the table are added or removed.

    `known` gives entries of a table as pages hold them today, where names change. Entries `beside` the page are rows
    of their own, no part of its revisions: they are written once, when the page is kept."""

    entries: Callable[[BasePage], list]
    add: Callable[[BasePage, list], None]
    remove: Callable[[BasePage, list], None]
    known: Callable[[list], list] = as_they_are
    beside: bool = False


@dataclass
class RowInHand:
    """A record while it is read: its cells, and what there is to tell about them (column, text)."""

    record: Record
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def __getitem__(self, column: str) -> str:
        return self.record[column]

    def has(self, column: str) -> bool:
        return column in self.record.cells

    def remark(self, column: str, text: str) -> None:
        self.remarks.append((column, text))

    def values(self, readers: dict[str, tuple[str, Reader]]) -> dict:
        """The fields whose columns the file has. A cell that cannot be used is remarked upon, its field left out."""
        values = {}
        for name, (column, read) in readers.items():
            if not self.has(column):
                continue
            try:
                values[name] = read(self[column])
            except CellError as error:
                self.remark(column, str(error))
            except RowError as error:
                raise RowError(f"{column}: {error}") from error
        return values


def nothing_more(page_id: int, values: dict) -> None:
    """A row that is in leaves nothing to do."""


def own_title(page: BasePage) -> list[str]:
    return [page.title]


@dataclass(frozen=True)
class Kind:
    """What is brought in: as which kind of page, below which page, and how its rows are read.

    `scope` keeps the names of one kind, or of one parent, apart from others. `parent` is None in a preview where it is
    not there yet. `read` gives the values of a row by field, as JSON can hold them; it raises RowError. `slug` gives
    the wished last part of a new page's address. `names` are those by which a page that was here before is found.
    `confirm` is told of each row that is in, changed or not: what it says was true when the table was read."""

    scope: str
    page_type: type[BasePage]
    parent: Page | None
    name_column: str
    read: Callable[[RowInHand], dict]
    slug: Callable[[RowInHand], str]
    lists: dict[str, ListField]
    names: Callable[[BasePage], list[str]] = own_title
    confirm: Callable[[int, dict], None] = nothing_more

    def field(self, name: str):
        """The model's field of that name."""
        return self.page_type._meta.get_field(name)  # noqa: SLF001 - public in all but its name
