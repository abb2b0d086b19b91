"""What the address of the search page asks for, and the addresses that ask for something else."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from challenges.finding import FINISHED
from pages.finding.finder import SORTS
from pages.finding.memory import Memory
from regions.finding import prefecture_code
from regions.neighbours import neighbours_of

from .facets import FACETS, is_known
from .words import Words

ALL = ("kind", *FACETS)
MOST_VALUES = 50
"""Of a facet: more than any offers, all 47 prefectures among them."""
OLD_NAMES = {"kind": "type"}
"""Parameters that addresses had before, and links may still have."""
OLD_STATUSES = {"finished": FINISHED}
"""The same of challenges, where these alone are asked for."""


@dataclass(frozen=True)
class Asked:
    """`unknown` are pairs of a facet and a value that means nothing here: they are left out, and the page says so."""

    words: Words = field(default_factory=Words)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    near: bool = False
    with_archived: bool = False
    sort: str = ""
    exact: bool = False
    unknown: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, query: QueryDict, memory: Memory):
        typed = {facet: _typed(query, facet) for facet in ALL}
        known = {facet: tuple(each for each in typed[facet] if is_known(memory, facet, each)) for facet in ALL}
        return cls(
            words=Words.of(query.get("q", "")),
            choices={facet: values for facet, values in known.items() if values},
            near=query.get("near") == "1" and bool(known["region"]),
            with_archived=query.get("archived") == "1",
            sort=query["sort"] if query.get("sort") in SORTS else "",
            exact=query.get("exact") == "1",
            unknown=tuple((facet, each) for facet in ALL for each in typed[facet] if each not in known[facet]),
        )

    @property
    def kinds(self) -> tuple[str, ...]:
        return self.choices.get("kind", ())

    @property
    def has_lost_a_facet(self) -> bool:
        """Whether all that was chosen in a facet means nothing any more: without it, quite another thing is asked."""
        return any(facet not in self.choices for facet, _value in self.unknown)

    @property
    def is_blank(self) -> bool:
        return not self.words.text and not self.choices

    @property
    def order(self) -> str:
        """As asked; else the best of what words find, the next dates of events, the newest of all others."""
        if self.sort and (self.sort != "best" or self.words.text):
            return self.sort
        return "best" if self.words.text else "soonest" if self.kinds == ("event",) else "newest"

    def wanted(self) -> dict[str, frozenset[str]]:
        """What entries must have: a region with its neighbours where those are asked for."""
        wanted = {facet: frozenset(values) for facet, values in self.choices.items()}
        if self.near:
            wanted["region"] |= self.neighbours
        return wanted

    @property
    def neighbours(self) -> frozenset[str]:
        """A municipality asks for its whole prefecture and for those around it."""
        chosen = {prefecture_code(code) or code for code in self.choices.get("region", ())}
        return frozenset(chosen.union(*(neighbours_of(code) for code in chosen)))

    def query_string(self, page: int = 1) -> str:
        """The one way to write it: the same question has the same address."""
        pairs = [("q", self.words.text)] if self.words.text else []
        pairs += [(facet, value) for facet in ALL for value in sorted(self.choices.get(facet, ()))]
        flags = {"near": self.near, "archived": self.with_archived, "exact": self.exact}
        pairs += [(name, "1") for name, is_on in flags.items() if is_on]
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("page", str(page))] if page > 1 else []
        return urlencode(pairs)

    def url(self, page: int = 1) -> str:
        return f"?{self.query_string(page)}"

    def with_choice(self, facet: str, values: Iterable[str]):
        """The same with these values of a facet; neighbours go with the last region."""
        choices = {**self.choices, facet: tuple(values)}
        kept = {name: chosen for name, chosen in choices.items() if chosen}
        return replace(self, choices=kept, near=self.near and "region" in kept, unknown=())

    def without(self, facet: str, value: str | None = None):
        """Without this value, or without any of this facet."""
        return self.with_choice(facet, [each for each in self.choices.get(facet, ()) if value and each != value])

    def with_words(self, text: str, *, exact: bool = False):
        return replace(self, words=Words(text), exact=exact, unknown=())

    def changed(self, **fields):
        return replace(self, **fields, unknown=())


def _typed(query, facet):
    """What stands in the address, each once; a value of nothing is a field that was left alone."""
    values = _values(query, facet)
    if facet == "status" and _values(query, "kind") == ["challenge"]:
        values = [OLD_STATUSES.get(value, value) for value in values]
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))[:MOST_VALUES]


def _values(query, facet):
    return query.getlist(facet) or query.getlist(OLD_NAMES.get(facet, facet))
