"""Which region is meant by a name that somebody typed."""

import re
import unicodedata
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Region

BETWEEN_REGIONS = re.compile(r"[\n、;；]")
_BETWEEN_NAMES = re.compile(r"[\n、,，;；]")
MOST_NAMED, LONGEST_SAID = 6, 80


def regions_named(texts):
    """The regions of these names, in their order. Raises ValidationError for each that is none, or several.

    A comma stands inside a name, as in “Kobe, Hyogo”, or between two."""
    if not texts:
        return []
    everywhere = [_Called(region, _names(region), _own_names(region)) for region in Region.objects.all()]
    found, wrong = [], []
    for name in (name for text in texts for name in _apart(text, everywhere)):
        try:
            found.append(_one(name, _meant_by(name, everywhere)))
        except ValidationError as error:
            wrong.append(error)
    if wrong:
        raise ValidationError(wrong)
    return list({region.code: region for region in found}.values())


class _Called(NamedTuple):
    """`own` without its prefecture: to begin like that is not enough."""

    region: Region
    names: list[str]
    own: list[str]


def _apart(text, everywhere):
    if any(_folded(text) in called.names for called in everywhere):
        return [text]
    return [part.strip() for part in _BETWEEN_NAMES.split(text) if part.strip()]


def _meant_by(name, everywhere):
    """What the name fits best: the whole name before its beginning, prefectures before municipalities."""
    typed = _folded(name)
    prefectures = [called for called in everywhere if called.region.parent_id is None]
    for fits in (_is_whole, _is_beginning):
        for regions in (prefectures, everywhere):
            meant = [called.region for called in regions if fits(called, typed)]
            if meant:
                return meant
    return []


def _is_whole(called, typed):
    return typed in called.names


def _is_beginning(called, typed):
    return any(name.startswith(typed) for name in called.own)


def _own_names(region):
    return [_folded(name) for name in (region.name_ja, region.kana, region.name_en)]


def _names(region):
    names = [region.name_ja, region.kana, region.name_en, region.full_name_ja, region.full_name, region.code]
    return [_folded(name) for name in names if name]


def _folded(name):
    return unicodedata.normalize("NFKC", name).casefold().replace(" ", "")


def _one(name, meant):
    if not meant:
        text = _("“%(name)s” is no region that we know. Write it as in Hyogo or 神戸市.") % {
            "name": name[:LONGEST_SAID]
        }
        raise ValidationError(text, code="unknown")
    if len(meant) > 1:
        several = "; ".join([*(str(each) for each in meant[:MOST_NAMED]), *(["…"] if len(meant) > MOST_NAMED else [])])
        text = _("There are several regions called “%(name)s”. Which one: %(several)s?")
        raise ValidationError(text % {"name": name, "several": several}, code="several")
    return meant[0]
