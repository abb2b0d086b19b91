"""What a floor tells of a thing that can be found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from json import dumps

from pages.search.analysis import fold

from .models import Entry

LONGEST_TITLE = 500
Tags = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Record:
    """`tags` are pairs of a facet and a value without white space. `stages` are moments (None: from the beginning) and
    the status from then on, where the clock changes it; else the status is a tag. `names`: whoever types just one of
    them wants this."""

    kind: str
    title: str
    path: str
    title_en: str = ""
    texts: tuple[str, ...] = ()
    texts_en: tuple[str, ...] = ()
    tags: Tags = frozenset()
    names: tuple[str, ...] = ()
    stages: tuple[tuple[datetime | None, str], ...] = ()
    active_on: date | None = None
    expires_on: date | None = None
    newest_at: datetime | None = None
    due_at: datetime | None = None
    shown: dict = field(default_factory=dict)

    def entry(self, source: str, key: str) -> Entry:
        words = {
            "title_ja": self.title[:LONGEST_TITLE],
            "title_en": self.title_en[:LONGEST_TITLE],
            "text_ja": "\n".join(_distinct((*_too_long_for_a_title(self.title), *self.texts))),
            "text_en": "\n".join(_distinct((*_too_long_for_a_title(self.title_en), *self.texts_en))),
            "names": "\n".join(_distinct(map(fold, self.names))),
        }
        facts = {
            "kind": self.kind,
            "path": self.path,
            "facets": " ".join(sorted(f"{facet}:{value}" for facet, value in self.tags | {("kind", self.kind)})),
            "stages": [[_seconds(moment) or 0, status] for moment, status in self.stages],
            "active_day": _ordinal(self.active_on),
            "expires_day": _ordinal(self.expires_on),
            "newest_at": _seconds(self.newest_at),
            "due_at": _seconds(self.due_at),
            "shown": self.shown,
        }
        digests = {"digest": _digest({**words, **facts}), "words_digest": _digest(words)}
        return Entry(source=source, key=key, **words, **facts, **digests)


def _too_long_for_a_title(text):
    """Where it is cut off there, its last words are found here."""
    return (text,) if len(text) > LONGEST_TITLE else ()


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(stripped for text in texts if (stripped := text.strip())))


def _ordinal(day):
    return day.toordinal() if day else None


def _seconds(moment):
    return int(moment.timestamp()) if moment else None


def _digest(values):
    return blake2b(dumps(values, sort_keys=True).encode(), digest_size=16).hexdigest()
