"""Brigades as cards and as lines of a directory, prefectures as tiles.

Brigades need the rows that `for_listing()` prefetches."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import address
from pages.cards import Badge, Card, Tile

from .models import Area
from .shades import Shades

STATE_TONES = {"active": "alive", "preparing": "action", "dormant": "quiet", "unknown": "quiet"}


class BrigadeLine(NamedTuple):
    """One brigade of the directory. `language` is said when the name is not in the reader's."""

    name: str
    url: str
    places: str
    state: str
    language: str | None


class AreaOfBrigades(NamedTuple):
    label: str
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
        meta=tuple(("place", region.full_name) for region in facts.regions.all()),
        language=name_language,
    )


def name_of(brigade, language):
    """The name for a reader of `language`, and the language it is in where that is another one."""
    facts = brigade.original
    if brigade is not facts or language == "ja":
        return brigade.title, None
    return (facts.name_en, None) if facts.name_en else (brigade.title, "ja")


def brigades_by_area(brigades, prefectures):
    """For each area that has brigades, from the north, its lines; last those whose region is unknown."""
    area_of = {region.code: region.area for region in prefectures}
    language = get_language()
    found = [(_areas(brigade, area_of), _line(brigade, language)) for brigade in brigades]
    areas = [AreaOfBrigades(area.label, [line for areas, line in found if area in areas]) for area in Area]
    nowhere = AreaOfBrigades(_("Region unknown"), [line for areas, line in found if not areas])
    return [area for area in [*areas, nowhere] if area.lines]


def _areas(brigade, area_of):
    return {area_of[region.prefecture.code] for region in brigade.original.regions.all()}


def _line(brigade, language):
    facts = brigade.original
    name, name_language = name_of(brigade, language)
    return BrigadeLine(
        name=name,
        url=address(brigade, language),
        places=" / ".join(region.full_name for region in facts.regions.all()),
        state="" if facts.state == "unknown" else facts.get_state_display(),
        language=name_language,
    )


def brigades_by_prefecture(brigades) -> Mapping[str, int]:
    """How many brigades work in each prefecture, by its code; one that works in two counts in both."""
    return Counter(
        code for brigade in brigades for code in {region.prefecture.code for region in brigade.original.regions.all()}
    )


def tiles(prefectures, counts):
    """The map. `counts` is how many by code of the prefecture."""
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
        for region in prefectures
    ]
