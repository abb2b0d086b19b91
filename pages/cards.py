"""What templates are given to draw: plain values and no database, so that listings look and cost the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

BADGE_TONES = ("now", "alive", "action", "quiet", "warn")
FIGURE_STATES = ("known", "partial", "unknown", "gone", "pending")
TILE_LEVELS = (0, 1, 2, 3)
MARK_STATES = ("own", "inherited", "some", "missing", "unknown")


def _must_be_one_of(name: str, value: object, allowed: Sequence[object]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}, not one of {', '.join(map(str, allowed))}")


@dataclass(frozen=True)
class Badge:
    """A short label. `now` asks for help today, sparingly; `warn` says that something is not as hoped."""

    label: str
    tone: str = "quiet"

    def __post_init__(self) -> None:
        _must_be_one_of("tone", self.tone, BADGE_TONES)


@dataclass(frozen=True)
class Person:
    """Somebody who takes part, drawn as a tile with the first letter of the name, never a foreign picture."""

    name: str
    url: str = ""
    role: str = ""

    @property
    def initial(self) -> str:
        return self.name.strip()[:1].upper()

    @property
    def tone(self) -> int:
        """One of four colours, the same for the same name on every page and every run."""
        return sum(self.name.encode()) % 4


@dataclass(frozen=True)
class Card:
    """One entry of a listing. `meta` holds short texts, or pairs of an icon's name and a text.

    `kind` is a word of the code ("project"), said in lists that mix kinds. `language` is that of the words, where it
    is not the reader's. A `date` draws a date box; an `image` is a rendition with url, width and height, and `emblem` a
    word from which four tiles are drawn where there is no image."""

    title: str
    url: str
    summary: str = ""
    kind: str = ""
    badges: Sequence[Badge] = ()
    meta: Sequence[str | tuple[str, str]] = ()
    footer: str = ""
    spark: Sequence[int | None] = ()
    date: datetime | None = None
    deadline: datetime | None = None
    image: Any = None
    emblem: str = ""
    language: str | None = None
    people: Sequence[Person] = ()

    @property
    def meta_pairs(self) -> list[tuple[str, str]]:
        """The same notes, each with an icon's name, which is empty where there is none."""
        return [("", note) if isinstance(note, str) else note for note in self.meta]

    @property
    def has_foot(self) -> bool:
        return bool(self.footer or self.spark or self.deadline or self.people)


@dataclass(frozen=True)
class Figure:
    """A number with its date. A value of None is shown as unknown, never as 0."""

    label: str
    value: int | str | None
    observed_at: datetime | date | None = None
    state: str = "known"
    note: str = ""

    def __post_init__(self) -> None:
        _must_be_one_of("state", self.state, FIGURE_STATES)

    @property
    def shown_state(self) -> str:
        """A figure said to be known that has no value is unknown all the same."""
        if self.value is None and self.state in {"known", "partial"}:
            return "unknown"
        return self.state


@dataclass(frozen=True)
class Tile:
    """One prefecture on the tile map. Columns and rows count from 1; level 0 is the palest shade."""

    code: str
    name: str
    url: str
    column: int
    row: int
    count: int
    level: int = 0

    def __post_init__(self) -> None:
        _must_be_one_of("level", self.level, TILE_LEVELS)


@dataclass(frozen=True)
class Mark:
    """Something that should be there: its own, inherited, there in some of several places (then `note` says in how
    many), missing or unknown. Where it is missing, `why` says what it is for and `add_url` is where to add it."""

    label: str
    state: str
    why: str = ""
    add_url: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        _must_be_one_of("state", self.state, MARK_STATES)

    @property
    def is_there(self) -> bool:
        return self.state in {"own", "inherited"}


class Share(NamedTuple):
    """A part of a whole, in the whole's unit."""

    label: str
    amount: int


class Chip(NamedTuple):
    """A filter that is on, and the address of the same list without it."""

    label: str
    remove_url: str


class Crumb(NamedTuple):
    """A step on the way to this page; the page itself has no address."""

    title: str
    url: str | None = None


class Fact(NamedTuple):
    """A row of a definition list; a row whose value is empty is left out."""

    label: str
    value: Any
    url: str = ""


class Stage(NamedTuple):
    """A stop on a timeline; `state` is done, current or ahead."""

    label: str
    reached: datetime | date | None = None
    state: str = "ahead"
    note: str = ""


class Action(NamedTuple):
    """A link drawn as a button."""

    label: str
    url: str
    main: bool = False
