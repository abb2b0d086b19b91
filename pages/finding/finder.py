"""What fits, how many of each value, in which order: arithmetic on the sets of bits of `memory`, no query."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from .memory import LAST, Memory
from .parts import SIZE

FACETS = (
    "kind",
    "region",
    "place",
    "topic",
    "role",
    "skill",
    "technology",
    "effort",
    "language",
    "status",
    "activity",
)
SORTS = ("best", "newest", "active", "soonest")
PUT_ASIDE = (("status", "archived"), ("kind", "region"), ("kind", "page"))
"""What is found only by asking for it: by this value, or, regions and texts, by words."""

DAY = 24 * 60 * 60
Choices = Mapping[str, frozenset[str]]


class Finder:
    """Several values of a facet: any of them. Facets among themselves: all of them. `scores` are those of the hits of
    words, by the entry's key; None where no word was typed."""

    def __init__(
        self,
        memory: Memory,
        choices: Choices,
        scores: Mapping[int, float] | None = None,
        *,
        with_archived: bool = False,
        name: str = "",
    ):
        self.memory = memory
        self.choices = {facet: values for facet, values in choices.items() if values}
        self.scores = scores
        self.name = name
        self._welcome = {("status", "archived")} if with_archived else set()
        if scores is not None:
            self._welcome |= {("kind", "region"), ("kind", "page")}

    @cached_property
    def count(self) -> int:
        return self._matching.bit_count()

    @cached_property
    def _matching(self):
        return self._without(None)

    def count_without(self, facet: str) -> int:
        """How many there would be without the choice in this facet."""
        return self._without(facet, strictly=True).bit_count()

    def counts(self, facet: str, among: Iterable[str] | None = None) -> dict[str, int]:
        """How many there are of each value (or of these alone), whatever is chosen in this facet itself."""
        base, values = self._without(facet), self.memory.values(facet) if among is None else among
        numbers = {value: (base & self.memory.bits(facet, value)).bit_count() for value in values}
        return {value: number for value, number in numbers.items() if number}

    def _without(self, facet, *, strictly=False):
        """What the other facets leave. Counting a facet also counts its values that are put aside."""
        bits = self._base
        for name, chosen in self._chosen.items():
            if name != facet:
                bits &= chosen
        for name, value in PUT_ASIDE:
            asked_for = value in self.choices.get(name, ()) and name != facet
            if not asked_for and (name, value) not in self._welcome and (name != facet or strictly):
                bits &= ~self.memory.bits(name, value)
        return bits

    @cached_property
    def _chosen(self):
        return {facet: self._any_of(facet, values) for facet, values in self.choices.items()}

    def _any_of(self, facet, values):
        bits = 0
        for value in values:
            bits |= self.memory.bits(facet, value)
        return bits

    @cached_property
    def _base(self):
        return self.memory.current if self.scores is None else self.memory.current & self._bits_of_hits

    @cached_property
    def _bits_of_hits(self):
        found = bytearray(len(self.memory.numbers) * SIZE // 8)
        for place in self._score_by_place:
            found[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(found, "little")

    @cached_property
    def _score_by_place(self):
        places = ((self.memory.place_of(key), score) for key, score in self.scores.items())
        return {place: score for place, score in places if place is not None}

    def keys(self, sort: str) -> list[int]:
        """The keys of all that fit, in order."""
        return self.memory.keys_of(self.places(sort))

    def places(self, sort: str) -> list[int]:
        """Sorted by the least important first: what is alike stays in the order that it has."""
        found = places_in(self._matching)
        if sort == "soonest":
            return self._soonest_first(found)
        found.reverse()
        found.sort(key=self.memory.newest.__getitem__, reverse=True)
        if sort == "active":
            found.sort(key=self.memory.active.__getitem__, reverse=True)
        if sort == "best" and self.scores is not None:
            found.sort(key=self._score_by_place.__getitem__, reverse=True)
            if named := self.memory.named(self.name) if self.name else None:
                found.sort(key=named.__contains__, reverse=True)
        return found

    def _soonest_first(self, found):
        """What is still to come, the next first; then what is past, the latest first; then what has no date."""
        due, yesterday = self.memory.due, self.memory.now.timestamp() - DAY

        def when(place):
            moment = due[place]
            return (2, 0) if moment == LAST else (0, moment) if moment >= yesterday else (1, -moment)

        return sorted(found, key=lambda place: (when(place), -place))


def places_in(bits: int) -> list[int]:
    """The numbers of the bits that are set, in order."""
    found = []
    for start, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            found.extend(8 * start + place for place in _PLACES[byte])
    return found


_PLACES = [tuple(place for place in range(8) if byte >> place & 1) for byte in range(256)]
