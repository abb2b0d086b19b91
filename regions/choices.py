"""Prefectures and areas for forms and lists, read once: the 47 have not changed since 1972."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language

REGIONS_FILE = Path(__file__).parent / "data" / "regions.csv"


class Prefecture(NamedTuple):
    code: str
    name_ja: str
    name_en: str
    slug: str
    area: str
    tile_column: int
    tile_row: int

    @property
    def name(self):
        return self.name_en if get_language() == "en" else self.name_ja


@cache
def prefectures() -> tuple[Prefecture, ...]:
    with REGIONS_FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "prefecture"]
    texts = ("code", "name_ja", "name_en", "slug", "area")
    numbers = ("tile_column", "tile_row")
    return tuple(Prefecture(*(row[name] for name in texts), *(int(row[name]) for name in numbers)) for row in rows)


def prefecture_choices():
    """(code, name in the reader's language), north to south."""
    return [(prefecture.code, prefecture.name) for prefecture in prefectures()]


def is_prefecture(slug: str) -> bool:
    return slug in _slugs().values()


def slug_of_code(code: str) -> str | None:
    """The prefecture that "28", "280003" or, for a municipality in it, "281000" stands for; None for no code."""
    if len(code) not in {2, 6} or not (code.isascii() and code.isdigit()):
        return None
    return _slugs().get(code[:2])


@cache
def _slugs():
    return {prefecture.code[:2]: prefecture.slug for prefecture in prefectures()}
