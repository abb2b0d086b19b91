"""Saved searches, looked through again and again for what is new. The search itself belongs to a floor above."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.regular import regular

from .models import Follow
from .services import Words, notify
from .targets import words_of

logger = logging.getLogger(__name__)

MOST_HITS = 10
OVERLAP = timedelta(minutes=10)
"""What was written shortly before the last round may have come into sight after it; nobody is told twice."""


class Hit(NamedTuple):
    """Something new that a search finds. `key` is the same for ever, `url` a path without a language."""

    key: str
    title: str
    url: str


Finder = Callable[[str, datetime], list[Hit]]
"""`new_hits(query, since)`: what the search of this query string finds that came after `since`, the newest first, in
the active language."""

FINDERS: list[Finder] = []


def finds_new(function: Finder) -> Finder:
    """Register a function that looks for new hits."""
    FINDERS.append(function)
    return function


@regular("saved_searches", every=timedelta(minutes=30))
def look_through_saved_searches(now) -> str:
    """Each that somebody may still want to hear of. One that fails is told, and keeps no other back."""
    found: list[int] = []
    errors: list[Exception] = []
    follows = Follow.objects.filter(kind=Follow.Kind.SEARCH, user__is_active=True)
    for follow in follows.select_related("user__profile").order_by("pk"):
        try:
            found.append(look_through(follow, now))
        except Exception as error:
            logger.exception("The saved search %s could not be looked through", follow.pk)
            errors.append(error)
    said = f"{len(found)} searches, {sum(found)} new hits"
    if errors:
        raise ExceptionGroup(f"{said}, {len(errors)} failed", errors)
    return said


def look_through(follow, now):
    """A notice for each new hit of one search; beyond MOST_HITS one for the rest. Returns how many there were."""
    seen_till = follow.looked_at or follow.since
    with translation.override(follow.user.profile.mail_language):
        hits = _hits(follow, max(seen_till - OVERLAP, follow.since))
        more = _number_of_the_rest(follow, hits, seen_till)
        rest = ngettext("And %(count)s more", "And %(count)s more", more) % {"count": more}
    for hit in hits[:MOST_HITS]:
        _tell(follow, hit.key, hit.title, hit.url, now)
    if more:
        _tell(follow, f"more:{seen_till:%Y%m%d%H%M%S}", rest, f"/search/?{follow.target}", now)
    Follow.objects.filter(pk=follow.pk).update(looked_at=now)
    return len(hits)


def _hits(follow, since):
    return [hit for finder in FINDERS for hit in finder(follow.target, since)]


def _number_of_the_rest(follow, hits, seen_till):
    """Without what the last round counted, with which this one overlaps: it has no notices of its own to tell by."""
    rest = {hit.key for hit in hits[MOST_HITS:]}
    return len(rest.intersection(hit.key for hit in _hits(follow, seen_till))) if rest else 0


def _tell(follow, key, title, url, now):
    def words():
        name = follow.name or words_of(follow.target)
        return Words(title=title, because=_("You saved the search “%(name)s”.") % {"name": name})

    notify(
        users=[follow.user], kind="saved_search", key=f"search:{follow.pk}:{key}"[:200], words=words, url=url,
        happened_at=now,
    )  # fmt: skip
