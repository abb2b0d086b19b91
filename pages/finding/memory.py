"""All entries in memory, as sets of bits: a facet's value is one large number with a bit for each entry that has it.

Each process remembers parts of the entries under the mark that the part has in the database; one query tells which are
old, one more reads those again."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property

from django.utils import timezone

from .models import Entry, Part
from .parts import LABELS_PART, LOCK, SIZE
from .sources import LABELS, Label

UNKNOWN = "unknown"
ACTIVITY_DAYS = (7, 30, 90, 365)
LAST = 2**62
NONE = bytes(SIZE // 8)
DAYS_KEPT = 2 * (len(ACTIVITY_DAYS) + 2)
COLUMNS = ("pk", "facets", "names", "stages", "active_day", "expires_day", "newest_at", "due_at")


@dataclass
class Chunk:
    """What is remembered of one part. Places count from its beginning."""

    bits: dict[str, bytearray] = field(default_factory=dict)
    names: dict[str, list[int]] = field(default_factory=dict)
    stages: dict[int, list] = field(default_factory=dict)
    active: array = field(default_factory=lambda: array("q", [0]) * SIZE)
    expires: array = field(default_factory=lambda: array("q", [LAST]) * SIZE)
    newest: array = field(default_factory=lambda: array("q", [0]) * SIZE)
    due: array = field(default_factory=lambda: array("q", [LAST]) * SIZE)
    _reaching: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def add(self, place, facets, names, stages, active_day, expires_day, newest_at, due_at):
        for facet in ("", *facets.split(" ")):
            put(self.bits, facet, place)
        for name in filter(None, names.split("\n")):
            self.names.setdefault(name, []).append(place)
        if stages:
            self.stages[place] = stages
        self.active[place] = active_day or 0
        self.expires[place] = expires_day or LAST
        self.newest[place] = newest_at or 0
        self.due[place] = due_at or LAST

    def reaching(self, column: str, day: int) -> bytes:
        """Those whose day in this column is no earlier. Worked out once: a part stays while others are read again."""
        known = self._reaching.get((column, day))
        if known is None:
            text = "".join("1" if value >= day else "0" for value in reversed(getattr(self, column)))
            known = int(text, 2).to_bytes(SIZE // 8, "little")
            if len(self._reaching) >= DAYS_KEPT:  # of days gone by
                self._reaching.clear()
            self._reaching[column, day] = known
        return known

    @cached_property
    def values(self) -> dict[str, set[str]]:
        """What there is of each facet, once everything has been added."""
        found: dict[str, set[str]] = {}
        for key in self.bits:
            facet, _colon, value = key.partition(":")
            found.setdefault(facet, set()).add(value)
        return found


def put(bits: dict[str, bytearray], facet: str, place: int) -> None:
    if facet not in bits:
        bits[facet] = bytearray(SIZE // 8)
    bits[facet][place >> 3] |= 1 << (place & 7)


class Memory:
    """The parts as they are at one moment. Good until the clock changes something or a part is marked anew."""

    def __init__(self, chunks: Mapping[int, Chunk], labels: Mapping[str, Mapping[str, Label]], now: datetime):
        self.numbers = sorted(chunks)
        self.chunks = [chunks[number] for number in self.numbers]
        self.labels = labels
        self.now = now
        self._joined: dict[str, int] = {}
        self._places_of_parts = {number: place * SIZE for place, number in enumerate(self.numbers)}

    def bits(self, facet: str, value: str) -> int:
        """The entries with this value."""
        if facet == "activity":
            return self._by_activity.get(value, 0)
        if facet == "status" and self._by_clock:
            return self._join(f"{facet}:{value}") | self._by_clock.get(value, 0)
        return self._join(f"{facet}:{value}")

    def _join(self, key):
        if key not in self._joined:
            joined = b"".join(chunk.bits.get(key, NONE) for chunk in self.chunks)
            self._joined[key] = int.from_bytes(joined, "little")
        return self._joined[key]

    def values(self, facet: str) -> list[str]:
        """All that some entry has."""
        if facet == "activity":
            return [*map(str, ACTIVITY_DAYS), UNKNOWN]
        return [*dict.fromkeys([*self._values.get(facet, ()), *(self._by_clock if facet == "status" else ())])]

    @cached_property
    def _values(self):
        found: dict[str, set[str]] = {}
        for chunk in self.chunks:
            for facet, values in chunk.values.items():
                found.setdefault(facet, set()).update(values)
        return {facet: sorted(values) for facet, values in found.items()}

    @cached_property
    def current(self) -> int:
        """Those whose time has not run out today, in Japan."""
        today = timezone.localdate(self.now).toordinal()
        return self._join("") & self._reaching("expires", today)

    @cached_property
    def _by_activity(self):
        today = timezone.localdate(self.now).toordinal()
        found = {str(days): self._reaching("active", today - days + 1) for days in ACTIVITY_DAYS}
        return {**found, UNKNOWN: self._join("") & ~self._reaching("active", 1)}

    def _reaching(self, column, day):
        return int.from_bytes(b"".join(chunk.reaching(column, day) for chunk in self.chunks), "little")

    @cached_property
    def _by_clock(self):
        """Statuses that the clock changes, as they are now."""
        found: dict[str, int] = {}
        for place, stages in self._staged:
            now = bisect_right([moment for moment, _status in stages], self.now.timestamp()) - 1
            if now >= 0:
                found[stages[now][1]] = found.get(stages[now][1], 0) | 1 << place
        return found

    @cached_property
    def _staged(self):
        return [
            (start * SIZE + place, stages)
            for start, chunk in enumerate(self.chunks)
            for place, stages in chunk.stages.items()
        ]

    @cached_property
    def good_until(self) -> datetime:
        """The next midnight in Japan, or when the next status changes."""
        midnight = timezone.make_aware(datetime.combine(timezone.localdate(self.now) + timedelta(days=1), time.min))
        now = self.now.timestamp()
        changes = [moment for _place, stages in self._staged for moment, _status in stages if moment > now]
        return min([midnight, *(datetime.fromtimestamp(moment, midnight.tzinfo) for moment in changes)])

    @cached_property
    def active(self):
        return self._column("active")

    @cached_property
    def newest(self):
        return self._column("newest")

    @cached_property
    def due(self):
        return self._column("due")

    def _column(self, name):
        whole = array("q")
        for chunk in self.chunks:
            whole.extend(getattr(chunk, name))
        return whole

    def place_of(self, pk: int) -> int | None:
        start = self._places_of_parts.get(pk // SIZE)
        return None if start is None else start + pk % SIZE

    def keys_of(self, places: Iterable[int]) -> list[int]:
        numbers = self.numbers
        return [numbers[place // SIZE] * SIZE + place % SIZE for place in places]

    def named(self, name: str) -> set[int]:
        """The places of entries that are called just that."""
        return {start * SIZE + place for start, chunk in enumerate(self.chunks) for place in chunk.names.get(name, ())}


class _Remembered:
    """What this process knows. Threads replace it as a whole; none changes it."""

    def __init__(self, marks=None, chunks=None, labels=None, memory=None):
        self.marks: dict[int, str] = marks or {}
        self.chunks: dict[int, Chunk] = chunks or {}
        self.labels = labels or {}
        self.memory = memory


_this_process = {"remembers": _Remembered()}


def remember(now: datetime) -> Memory:
    """The entries as they are now: one query, and a few more where something has changed since the last look."""
    marks = dict(Part.objects.exclude(number=LOCK).values_list("number", "mark"))
    known = _this_process["remembers"]
    if known.marks == marks and known.memory and known.memory.now <= now < known.memory.good_until:
        return known.memory
    old = [number for number in marks if number >= 0 and marks[number] != known.marks.get(number)]
    chunks = {number: chunk for number, chunk in known.chunks.items() if number in marks} | _read(old)
    labels_are_old = marks.get(LABELS_PART) != known.marks.get(LABELS_PART) or not known.labels
    labels = _read_labels() if labels_are_old else known.labels
    memory = Memory({number: chunk for number, chunk in chunks.items() if chunk.bits}, labels, now)
    _this_process["remembers"] = _Remembered(marks, chunks, labels, memory)
    return memory


def _read(numbers):
    chunks = {number: Chunk() for number in numbers}
    for start, end in _stretches(sorted(numbers)):
        rows = Entry.objects.filter(pk__gte=start * SIZE, pk__lt=(end + 1) * SIZE).values_list(*COLUMNS)
        for pk, *columns in rows.iterator(chunk_size=SIZE):
            if pk // SIZE in chunks:
                chunks[pk // SIZE].add(pk % SIZE, *columns)
    return chunks


def _stretches(numbers):
    """All in one stretch where they lie close together: a query costs more than some rows too many."""
    return (
        [(numbers[0], numbers[-1])]
        if numbers and numbers[-1] - numbers[0] < 3 * len(numbers)
        else [(number, number) for number in numbers]
    )


def _read_labels():
    return {
        facet: {value: label for read in readers for value, label in read().items()}
        for facet, readers in LABELS.items()
    }
