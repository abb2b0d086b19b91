"""Regions as people write them."""

import re
import unicodedata

from regions.models import Region

BETWEEN = re.compile(r"[,、，;；\n]")
MOST = 50
NATIONWIDE = 8


class UnknownRegion(ValueError):  # noqa: N818  named for what is wrong
    """Carries the regions that might be meant; none where the name is nobody's."""

    def __init__(self, name, candidates=()):
        super().__init__(name)
        self.name, self.candidates = name, list(candidates)


def split_names(text: str) -> list[str]:
    """What stands between commas and line ends, each once."""
    parts = (unicodedata.normalize("NFKC", part).strip() for part in BETWEEN.split(text))
    return list(dict.fromkeys(filter(None, parts)))


def region_named(name: str) -> Region:
    """By its full name (兵庫県神戸市), its code, or its own name where only one region has it. Raises UnknownRegion."""
    regions = Region.objects.all()
    found = list(regions.named([name])[:1]) or list(regions.filter(code=name)[:1])
    found = found or list(regions.filter(name_ja=name)[:NATIONWIDE]) or list(regions.filter(name_en__iexact=name)[:2])
    if len(found) != 1:
        raise UnknownRegion(name, found)
    return found[0]
