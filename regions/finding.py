"""Regions and brigades as things that can be found, and the facet "region" for the floors above."""

from collections import defaultdict

from django.db.models.signals import post_delete, post_save

from pages.finding.paged import Facts, PageSource, day_of
from pages.finding.pending import changed
from pages.finding.records import Record
from pages.finding.services import labels_changed
from pages.finding.sources import Label, Source, found_by_search, labels

from .choices import prefectures
from .models import BrigadePage, Region

REGIONS_SHOWN = 2
NAMES = ("pk", "name_ja", "name_en", "parent__name_ja", "parent__name_en")


def region_tags(codes):
    """A municipality counts for its prefecture, too."""
    return {("region", tag) for code in codes for tag in (code, prefecture_code(code)) if tag}


def prefecture_code(code):
    return next((each.code for each in prefectures() if each.code[:2] == code[:2]), None)


def region_names(codes):
    """(Japanese, English) full names by code, in one query."""
    rows = Region.objects.filter(pk__in=set(codes)).select_related(None).values_list(*NAMES)
    return {code: _full_names(*texts) for code, *texts in rows}


def _full_names(name_ja, name_en, parent_ja, parent_en):
    if not parent_ja:
        return [name_ja, name_en or name_ja]
    return [f"{parent_ja}{name_ja}", f"{name_en or name_ja}, {parent_en or parent_ja}"]


def places_shown(codes, names):
    """What a result says of where: the first names, and how many regions there are in all."""
    return {"places": [names[code] for code in codes if code in names][:REGIONS_SHOWN], "places_in_all": len(codes)}


@found_by_search
class RegionSource(Source):
    name = "region"

    def keys(self):
        return Region.objects.order_by("pk").values_list("pk", flat=True)

    def records(self, keys):
        return {region.pk: self._record(region) for region in Region.objects.filter(pk__in=keys)}

    def _record(self, region):
        short = [region.name_ja[:-1]] if len(region.name_ja) > 2 else []
        return Record(
            kind="region",
            title=region.name_ja,
            title_en=region.name_en,
            texts=(region.kana,),
            path=f"/regions/{region.prefecture.slug}/",
            names=(region.name_ja, *short, region.name_en),
            tags=frozenset(region_tags([region.pk])),
            shown={"what": "region", "places": _above(region)},
        )


def _above(region):
    return [[region.parent.name_ja, region.parent.name_en]] if region.parent else []


@found_by_search
class BrigadeSource(PageSource):
    name = "brigade"
    kind = "region"
    model = BrigadePage

    def facts(self, pages):
        codes, topics = defaultdict(list), defaultdict(set)
        ids = [page.pk for page in pages]
        places = BrigadePage.regions.through.objects.filter(brigadepage__in=ids).order_by("region")
        for page, code in places.values_list("brigadepage", "region"):
            codes[page].append(code)
        strengths = BrigadePage.strengths.through.objects.filter(brigadepage__in=ids)
        for page, slug in strengths.values_list("brigadepage", "topic__slug"):
            topics[page].add(("topic", slug))
        names = region_names(code for each in codes.values() for code in each)
        return {
            page.pk: Facts(
                tags=frozenset(region_tags(codes[page.pk]) | topics[page.pk]),
                texts=tuple(name for code in codes[page.pk] if code in names for name in names[code]),
                active_on=day_of(page.last_published_at),
                shown={"what": "brigade", **places_shown(codes[page.pk], names)},
            )
            for page in pages
        }


@labels("region")
def region_labels():
    rows = Region.objects.select_related(None).values_list(*NAMES)
    known = {each.code: Label(each.name_ja, each.name_en) for each in prefectures()}
    return known | {code: Label(*_full_names(*texts)) for code, *texts in rows}


def _on_region(sender, instance, **kwargs):
    if not kwargs.get("raw"):
        changed("region", [instance.pk])
        labels_changed()


for _signal in (post_save, post_delete):
    _signal.connect(_on_region, sender=Region, dispatch_uid="finding.region", weak=False)
BrigadeSource().watch()
