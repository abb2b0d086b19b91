"""How dark a prefecture is on the map, by how many it has of what the map counts."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _

LEVELS = 3


class Shades:
    """Level 0 is none. The different counts that occur are shared out evenly among levels 1 to 3, so that one
    prefecture with very many does not make all others look alike."""

    def __init__(self, counts: Iterable[int]):
        self._occurring = sorted({count for count in counts if count})

    def level(self, count: int) -> int:
        """A count that does not occur has the level of the next lower one that does."""
        position = bisect_right(self._occurring, count)
        return 0 if position == 0 else 1 + (position - 1) * LEVELS // max(len(self._occurring), LEVELS)

    def legend(self) -> list[str]:
        """What each level means, the palest first; levels that do not occur are left out."""
        ranges = [list(group) for _level, group in groupby(self._occurring, key=self.level)]
        return [_("none"), *(_range(group[0], group[-1]) for group in ranges)]


def _range(first, last):
    return str(first) if first == last else f"{first}–{last}"
