"""Many regions told in few words."""

from collections import Counter
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import in_language

from .choices import prefectures

EACH_BY_NAME = 8


class Place(NamedTuple):
    """A region, or a prefecture that stands for `count` regions in it."""

    code: str
    name: str
    address: str
    count: int = 1

    @property
    def label(self):
        return self.name if self.count == 1 else _("%(place)s (%(count)d)") % {"place": self.name, "count": self.count}


def places_of(regions):
    """Each region by its full name; where there are many, their prefectures, from the north."""
    regions = list(regions)
    if len(regions) <= EACH_BY_NAME:
        return [Place(region.code, region.full_name, _address(region.code)) for region in regions]
    numbers = Counter(_prefecture_of(region.code).code for region in regions)
    return [
        Place(each.code, each.name, _address(each.code), numbers[each.code])
        for each in prefectures()
        if each.code in numbers
    ]


def _prefecture_of(code):
    """Codes of municipalities begin like that of their prefecture."""
    return next(each for each in prefectures() if each.code[:2] == code[:2])


def _address(code):
    return in_language(f"/regions/{_prefecture_of(code).slug}/", get_language())
