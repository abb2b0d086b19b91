"""Sections that a floor above adds to a page of a floor below.

A prefecture's page shows its projects, and `regions` knows nothing of projects: `projects` registers a section for the
place "prefecture". A section is a function of the page's subject (a Region, a ProjectPage …)."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Section:
    """A heading with cards; `more_url` leads to all of them when `count` is more than are shown.

    `template` draws the cards, where they are of another kind."""

    heading: str
    cards: Sequence[Any]
    empty: str
    more_url: str = ""
    count: int | None = None
    template: str = "components/card_grid.html"

    @property
    def not_shown(self) -> int:
        """How many there are besides the cards, where `count` says how many there are."""
        return max((self.count or 0) - len(self.cards), 0)


_registered: dict[str, list[tuple[int, Callable]]] = defaultdict(list)


def section(place: str, *, order: int):
    """Register a function for `place`; the lowest `order` comes first on the page."""

    def register(function):
        _registered[place].append((order, function))
        return function

    return register


def sections_for(place: str, subject) -> list[Section]:
    ordered = sorted(_registered[place], key=lambda entry: entry[0])
    made = (function(subject) for _order, function in ordered)
    return [each for each in made if each is not None]
