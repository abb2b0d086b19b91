"""Looking for what was asked: the words in the index, everything else in memory."""

from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from pages.finding.finder import Finder
from pages.finding.memory import Memory, remember
from pages.finding.models import Entry
from pages.finding.pending import catch_up
from pages.finding.spelling import corrected
from pages.search.analysis import fold
from pages.search.hits import hits

from .asked import Asked


class Relaxed(NamedTuple):
    """A way to ask for less: what is left out, how many there are then, and that question."""

    facet: str
    values: tuple[str, ...]
    count: int
    asked: Asked


def what_is_known(now: datetime) -> Memory:
    catch_up()
    return remember(now)


class Look:
    """What `asked` finds. Where its words find nothing at all, `correction` is tried in their place."""

    def __init__(self, asked: Asked, memory: Memory):
        self.asked = asked
        self.memory = memory

    @cached_property
    def _typed_scores(self):
        return hits(Entry, self.asked.words.text) if self.asked.words.text else None

    @cached_property
    def correction(self) -> str | None:
        """Other words, where nobody used these and one letter of them may be wrong."""
        if self._typed_scores or not self.asked.words.text or self.asked.exact:
            return None
        text = corrected(self.asked.words.text)
        return text if text and self._corrected_scores(text) else None

    def _corrected_scores(self, text):
        if text not in self._scores_of_others:
            self._scores_of_others[text] = hits(Entry, text)
        return self._scores_of_others[text]

    @cached_property
    def _scores_of_others(self):
        return {}

    @property
    def text(self) -> str:
        """The words that were looked for."""
        return self.correction or self.asked.words.text

    @cached_property
    def finder(self) -> Finder:
        scores = self._corrected_scores(self.correction) if self.correction else self._typed_scores
        return self._finder(self.asked, scores)

    def _finder(self, asked, scores):
        return Finder(
            self.memory, asked.wanted(), scores, with_archived=asked.with_archived, name=fold(asked.words.text)
        )

    @cached_property
    def keys(self) -> list[int]:
        return self.finder.keys(self.asked.order)

    @property
    def count(self) -> int:
        return self.finder.count

    @cached_property
    def archived_count(self) -> int:
        """How many archived projects would come besides."""
        if self.asked.with_archived or "archived" in self.asked.choices.get("status", ()):
            return 0
        return self._finder(self.asked.changed(with_archived=True), self.finder.scores).count - self.count

    def relaxed(self) -> list[Relaxed]:
        """Each filter that alone stands in the way, and the words; the most hits first."""
        ways = [
            Relaxed(facet, values, self.finder.count_without(facet), self.asked.without(facet))
            for facet, values in self.asked.choices.items()
        ]
        if self.asked.words.text and self.asked.choices:
            asked = self.asked.with_words("")
            ways.append(Relaxed("q", (self.asked.words.text,), self._finder(asked, None).count, asked))
        return sorted((way for way in ways if way.count), key=lambda way: -way.count) or self._without_filters()

    def _without_filters(self):
        """Where each of several filters stands in the way, only leaving out all of them helps."""
        asked = self.asked.changed(choices={}, near=False)
        count = self._finder(asked, self.finder.scores).count
        return [Relaxed("", (), count, asked)] if count and self.asked.choices else []

    @cached_property
    def wider(self) -> Relaxed | None:
        """With the neighbours of the chosen regions, where that finds more."""
        if "region" not in self.asked.choices or self.asked.near:
            return None
        asked = self.asked.changed(near=True)
        count = self._finder(asked, self.finder.scores).count
        return Relaxed("near", (), count, asked) if count > self.count else None

    def shorter(self) -> list[tuple[str, int]]:
        """Shorter words that find something with the same filters, and how much."""
        found = []
        for word in self.asked.words.shorter():
            asked = self.asked.with_words(word)
            count = self._finder(asked, hits(Entry, word)).count
            found.append((word, count))
        return [(word, count) for word, count in found if count]
