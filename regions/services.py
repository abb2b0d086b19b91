"""Writes of regions: the national list comes in whole."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from wagtail.search.backends import get_search_backends_with_name

from pages.finding.pending import changed
from pages.finding.services import labels_changed

from .choices import REGIONS_FILE
from .codes import validate_region_code
from .models import Region

BATCH = 500
NUMBERS = {"latitude": float, "longitude": float, "tile_column": int, "tile_row": int}
NULL_WHEN_EMPTY = {"slug", *NUMBERS}


@dataclass(frozen=True)
class LoadedRegions:
    """How many rows the list has of each kind, and how many of all were new or had changed."""

    prefectures: int
    municipalities: int
    created: int
    updated: int


@transaction.atomic
def load_regions(*, file: Path = REGIONS_FILE) -> LoadedRegions:
    """Bring the regions in line with the list. Running it again changes nothing; a region is never deleted.

    Raises ValidationError when a code's check digit is wrong; then nothing is written."""
    wanted = [_region(row) for row in _rows(file)]
    for region in wanted:
        validate_region_code(region.code)
    known = Region.objects.in_bulk()
    new = [region for region in wanted if region.code not in known]
    changed = [region for region in wanted if region.code in known and _differs(region, known[region.code])]
    _write(new, changed)
    prefectures = sum(region.kind == Region.Kind.PREFECTURE for region in wanted)
    return LoadedRegions(prefectures, len(wanted) - prefectures, len(new), len(changed))


def _rows(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _region(row):
    values = {name: _value(name, text) for name, text in row.items() if name != "parent"}
    return Region(**values, parent_id=row["parent"] or None)


def _value(name, text):
    if not text and name in NULL_WHEN_EMPTY:
        return None
    return NUMBERS.get(name, str)(text)


def _differs(region, known):
    return any(getattr(region, name) != getattr(known, name) for name in _columns())


def _columns():
    return [field.attname for field in Region._meta.concrete_fields if not field.primary_key]  # noqa: SLF001  public


def _write(new, changed):
    """Prefectures first, for municipalities point to them."""
    for kind in (Region.Kind.PREFECTURE, Region.Kind.MUNICIPALITY):
        Region.objects.bulk_create([region for region in new if region.kind == kind], batch_size=BATCH)
    if changed:
        Region.objects.bulk_update(changed, _columns(), batch_size=BATCH)
    _index([*new, *changed])


def _index(regions):
    """Bulk writes send no signals, so the search must be told."""
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        backend.add_bulk(Region, regions)
    if regions:
        changed("region", [region.pk for region in regions])
        labels_changed()
