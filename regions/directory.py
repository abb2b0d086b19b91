"""The directory of brigades: how many work where, and its lines page by page.

The database counts and cuts, so that a page of it costs the same for eighty brigades and for ten thousand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Value, When
from django.db.models.functions import Coalesce

from .choices import prefectures
from .models import Area, BrigadePage, Region

NOWHERE = "unknown"
"""The area of those whose region is unknown; it comes last."""

AREAS = (*Area.values, NOWHERE)
AREA = Coalesce("regions__parent__area", "regions__area", Value(NOWHERE))
RANK = Case(*(When(area=area, then=Value(rank)) for rank, area in enumerate(AREAS)))
SAME_AREA = Coalesce("region__parent__area", "region__area")


@dataclass(frozen=True)
class Counts:
    """One brigade that works in two prefectures, or two areas, counts in both, and once in `brigades`."""

    brigades: int
    by_prefecture: Mapping[str, int]
    by_area: Mapping[str, int]


class Part(NamedTuple):
    """What of the directory is asked for: an area, a prefecture with its area, or nothing less than all."""

    area: str = ""
    prefecture: Region | None = None

    @classmethod
    def asked_for(cls, query):
        """By `?region=280003` or `?area=kinki`. What nobody knows narrows nothing."""
        for prefecture in prefectures():
            if prefecture.code == query.get("region"):
                return cls(prefecture.area, Region.prefecture_at(prefecture.slug))
        return cls(query["area"]) if query.get("area") in AREAS else cls()

    def size(self, counts: Counts) -> int:
        """How many lines it has."""
        if self.prefecture:
            return counts.by_prefecture.get(self.prefecture.code, 0)
        return counts.by_area.get(self.area, 0) if self.area else sum(counts.by_area.values())


def count(brigades) -> Counts:
    """In one query."""
    found = {"all": {}, "area": {}, "prefecture": {}}
    branches = (
        _numbers(brigades, "all", Value("")),
        _numbers(brigades, "area", AREA),
        _numbers(brigades, "prefecture", Coalesce("regions__parent", "regions")),
    )
    for kind, place, number in branches[0].union(*branches[1:], all=True):
        found[kind][place] = number
    found["prefecture"].pop(None, None)  # those of no region
    return Counts(found["all"].get("", 0), found["prefecture"], found["area"])


def _numbers(brigades, kind, place):
    rows = brigades.order_by().annotate(counted=Value(kind, CharField()), place=place)
    return (
        rows.values("counted", "place")
        .annotate(number=Count("pk", distinct=True))
        .values_list("counted", "place", "number")
    )


class Lines:
    """A row for each brigade and each area that it works in (`row.area`), from the north; what a paginator asks for."""

    def __init__(self, brigades, part: Part, counts: Counts):
        self._rows = _narrowed(_by_area(brigades), part)
        self._size = part.size(counts)

    def count(self):
        return self._size

    def __getitem__(self, wanted):
        return self._rows[wanted]


def _by_area(brigades):
    """Of several regions in one area, the one with the lowest code stands for all."""
    earlier = BrigadePage.regions.through.objects.annotate(area=SAME_AREA).filter(
        brigadepage=OuterRef("pk"), area=OuterRef("area"), region__lt=OuterRef("place")
    )
    rows = brigades.annotate(place=F("regions"), area=AREA)
    return rows.exclude(Exists(earlier)).with_card_facts().order_by(RANK, "title", "pk")


def _narrowed(rows, part):
    if part.area:
        rows = rows.filter(area=part.area)
    return rows.in_region(part.prefecture) if part.prefecture else rows


def part_url(**asked):
    """The address of a part of it (or of all), without a language."""
    return at_directory(f"/regions/{f'?{urlencode(asked)}' if asked else ''}")


def at_directory(url):
    """The place below the map where it begins."""
    return f"{url}#brigades-title"
