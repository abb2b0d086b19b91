"""Brigades as cards and as lines of a directory, prefectures as tiles.

Brigades need what `with_card_facts()` reads along."""

from itertools import groupby
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import address, in_language
from pages.cards import Badge, Card, Tile

from .choices import prefectures
from .directory import AREAS, NOWHERE, part_url
from .models import Area
from .shades import Shades

STATE_TONES = {"active": "alive", "preparing": "action", "dormant": "quiet", "unknown": "quiet"}
PLACES_SHOWN = 2


class BrigadeLine(NamedTuple):
    """One brigade of the directory. `language` is said when the name is not in the reader's."""

    name: str
    url: str
    places: str
    state: str
    language: str | None


class PartLink(NamedTuple):
    label: str
    count: int
    url: str
    current: bool


class AreaOfBrigades(NamedTuple):
    label: str
    count: int
    lines: list[BrigadeLine]


def brigade_cards(brigades):
    language = get_language()
    return [_card(brigade, language) for brigade in brigades]


def _card(brigade, language):
    facts = brigade.original
    name, name_language = name_of(brigade, language)
    return Card(
        title=name,
        url=address(brigade, language),
        summary=brigade.summary(),
        kind="brigade",
        badges=() if facts.state == "unknown" else (Badge(facts.get_state_display(), STATE_TONES[facts.state]),),
        meta=tuple(("place", place) for place in few_places(facts.regions.all())),
        emblem=facts.slug,
        language=name_language,
    )


def name_of(brigade, language):
    """The name for a reader of `language`, and the language it is in where that is another one."""
    facts = brigade.original
    if brigade is not facts or language == "ja":
        return brigade.title, None
    return (facts.name_en, None) if facts.name_en else (brigade.title, "ja")


def directory_cards(rows, part, counts):
    """For each area of `rows`, a page of `directory.Lines`, its lines. What is counted is all of it, not this page."""
    language = get_language()
    found = zip(rows, rows.with_words_in(language), strict=True)
    return [
        AreaOfBrigades(*_head(area, part, counts), [_line(brigade, language) for _row, brigade in lines])
        for area, lines in groupby(found, key=lambda pair: pair[0].area)
    ]


def _head(area, part, counts):
    if part.prefecture:
        return part.prefecture.name, part.size(counts)
    return area_label(area), counts.by_area[area]


def area_label(area):
    return _("Region unknown") if area == NOWHERE else Area(area).label


def narrowing(part, counts, *, page_holds):
    """What the reader looks at, and the ways to look at less of it, where one page does not hold all."""
    is_long = sum(counts.by_area.values()) > page_holds
    return {
        "place": part.prefecture.name if part.prefecture else area_label(part.area) if part.area else "",
        "all_url": _part_url() if part.area else "",
        "area_links": _area_links(part, counts) if is_long else [],
        "prefecture_links": _prefecture_links(part, counts) if is_long and part.area else [],
    }


def _area_links(part, counts):
    return [
        PartLink(area_label(area), counts.by_area[area], _part_url(area=area), area == part.area)
        for area in AREAS
        if area in counts.by_area
    ]


def _prefecture_links(part, counts):
    here = part.prefecture and part.prefecture.code
    return [
        PartLink(each.name, counts.by_prefecture[each.code], _part_url(region=each.code), each.code == here)
        for each in prefectures()
        if each.area == part.area and each.code in counts.by_prefecture
    ]


def _part_url(**asked):
    return in_language(part_url(**asked), get_language())


def _line(brigade, language):
    facts = brigade.original
    name, name_language = name_of(brigade, language)
    return BrigadeLine(
        name=name,
        url=address(brigade, language),
        places=" / ".join(few_places(facts.regions.all())),
        state="" if facts.state == "unknown" else facts.get_state_display(),
        language=name_language,
    )


def few_places(regions):
    """The full names of the first few, and how many there are besides."""
    rest = len(regions) - PLACES_SHOWN
    names = [region.full_name for region in regions[:PLACES_SHOWN]]
    return [*names, _("and %(count)d more regions") % {"count": rest}] if rest > 0 else names


def tiles(regions, counts):
    """The map of these prefectures. `counts` is how many by code of the prefecture."""
    language, shades = get_language(), Shades(counts.values())
    return [
        Tile(
            code=region.code,
            name=region.name if language == "en" else region.short_name,
            url=region.address(),
            column=region.tile_column,
            row=region.tile_row,
            count=counts.get(region.code, 0),
            level=shades.level(counts.get(region.code, 0)),
        )
        for region in regions
    ]
