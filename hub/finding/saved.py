"""Searches that people keep: what is new in them, and what they are called."""

from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.notices.searches import Hit, finds_new
from accounts.notices.standing import hidden_of
from pages.finding.models import Entry
from pages.finding.pending import catch_up
from pages.finding.sources import SOURCES

from .asked import Asked
from .facets import label_of
from .looking import Look, what_is_known
from .results import in_words

MOST_NEW = 200
MOST_IN_FEED = 30
LONGEST_NAME = 200


class Found(NamedTuple):
    """An entry of a search for feeds, in the reader's words."""

    key: str
    title: str
    text: str
    path: str
    added_at: datetime


def look_for(query: str) -> Look:
    """What a query string finds now."""
    memory = what_is_known(timezone.now())
    return Look(Asked.of(QueryDict(query), memory), memory)


def latest(query: str, most: int = MOST_IN_FEED) -> list[Found]:
    """What this search finds, the newest first."""
    keys = _newest_first(look_for(query))[:most]
    entries = Entry.objects.in_bulk(keys)
    return [_found(entries[key]) for key in keys if key in entries]


@finds_new
def new_hits(query: str, since: datetime) -> list[Hit]:
    """What this search finds that was not there at `since`."""
    look = look_for(query)
    new = Entry.objects.filter(added_at__gt=since.timestamp()).order_by("-added_at", "-pk")
    candidates = set(new.values_list("pk", flat=True))
    keys = [key for key in _newest_first(look) if key in candidates] if candidates else []
    entries = Entry.objects.in_bulk(keys[:MOST_NEW])
    found = (_found(entries[key]) for key in keys[:MOST_NEW] if key in entries)
    return [Hit(each.key, each.title, each.path) for each in found]


def _newest_first(look):
    """Nothing for a search that has lost what it was kept for, such as a topic that is gone: not everything instead."""
    return [] if look.asked.has_lost_a_facet else look.finder.keys("newest")


@hidden_of("saved_search")
def hidden_hits(keys: list[str]) -> set[str]:
    """Those that the search does not know any more. The rest of many hits, told in one, leads to the search itself."""
    asked = {key: _source_and_key(key) for key in keys}
    catch_up()
    numbers = {number for _source, number in asked.values()}
    there = set(Entry.objects.filter(source__in=SOURCES, key__in=numbers).values_list("source", "key"))
    return {key for key, thing in asked.items() if thing[0] in SOURCES and thing not in there}


def _source_and_key(key):
    """What stands in the key of a notice behind the number of the follow."""
    source, _colon, number = key.split(":", 2)[-1].partition(":")
    return source, number


def _found(entry):
    title, _language = in_words(entry.title_ja, entry.title_en)
    text, _language = in_words(entry.text_ja, entry.text_en)
    home = entry.shown.get("project")
    return Found(
        key=f"{entry.source}:{entry.key}",
        title=f"{in_words(home[0], home[1])[0]}: {title}" if home else title,
        text=text.partition("\n")[0] if not home else "",
        path=home[2] if entry.kind == "issue" else entry.path,
        added_at=datetime.fromtimestamp(entry.added_at, timezone.get_current_timezone()),
    )


def name_of_search(asked: Asked, memory) -> str:
    """What it asks for, in a few words."""
    values = [label_of(memory, facet, value) for facet, chosen in asked.choices.items() for value in chosen]
    return _(", ").join([*([asked.words.text] if asked.words.text else []), *values])[:LONGEST_NAME]
