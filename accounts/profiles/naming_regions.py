"""Which region is meant by a name that somebody typed."""

import unicodedata
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regions.models import Region

from .typed_lists import BETWEEN_NAMES

MOST_NAMED = 6


def regions_named(texts):
    """The regions of these names, in their order. Raises ValidationError for each that is none, or several.

    A comma stands inside a name, as in “Kobe, Hyogo”, or between two."""
    if not texts:
        return []
    everywhere = [_Called(region, _names(region)) for region in Region.objects.all()]
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
    region: Region
    names: list[str]


def _apart(text, everywhere):
    if any(_folded(text) in called.names for called in everywhere):
        return [text]
    return [part.strip() for part in BETWEEN_NAMES.split(text) if part.strip()]


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
    """Of its own name: that of its prefecture is not enough."""
    region = called.region
    return any(_folded(name).startswith(typed) for name in (region.name_ja, region.kana, region.name_en))


def _names(region):
    names = [region.name_ja, region.kana, region.name_en, region.full_name_ja, region.full_name, region.code]
    return [_folded(name) for name in names if name]


def _folded(name):
    return unicodedata.normalize("NFKC", name).casefold().replace(" ", "")


def _one(name, meant):
    if not meant:
        text = _("“%(name)s” is no region that we know. Write it as in 兵庫県 or 神戸市.") % {"name": name}
        raise ValidationError(text, code="unknown")
    if len(meant) > 1:
        several = "; ".join([*(str(each) for each in meant[:MOST_NAMED]), *(["…"] if len(meant) > MOST_NAMED else [])])
        text = _("There are several regions called “%(name)s”. Which one: %(several)s?")
        raise ValidationError(text % {"name": name, "several": several}, code="several")
    return meant[0]
