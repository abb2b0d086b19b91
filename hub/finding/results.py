"""What the search page shows of each hit: plain values with the hits marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.abilities import Effort, Place, Role
from pages.addresses import in_language
from pages.cards import Badge
from pages.finding.models import Entry
from pages.search.highlight import excerpt, highlight, hit_spans
from pages.templatetags.tomoni import kind_label, local_date, plain_date_text

LETTERS = 140
LETTERS_OF_A_NEED = 160


@dataclass(frozen=True)
class Result:
    """`meta` are pairs of an icon, or none, and a text; `home` is (title, address, language) of its project."""

    kind: str
    title: SafeString
    url: str
    language: str | None = None
    excerpt: SafeString | str = ""
    excerpt_language: str | None = None
    badges: Sequence[Badge] = ()
    meta: Sequence[tuple[str, SafeString | str]] = ()
    home: tuple[str, str, str | None] | None = None
    is_elsewhere: bool = False


def results_of(keys: Sequence[int], words: str) -> list[Result]:
    """In the order of `keys`; one query for all."""
    found = Entry.objects.in_bulk(keys)
    return [_result(found[key], words) for key in keys if key in found]


def _result(entry, words):
    what = entry.shown.get("what", entry.kind)
    if what == "need":
        return _need(entry, words)
    if what == "issue":
        return _issue(entry, words)
    return _page(entry, words, what)


def _page(entry, words, what):
    title, language = in_words(entry.title_ja, entry.title_en)
    telling, telling_language = _telling(entry, words)
    return Result(
        kind=kind_label(what),
        title=highlight(title, words),
        url=in_language(entry.path, get_language()),
        language=language if what != "region" else None,
        excerpt=excerpt(telling, words, letters=LETTERS) if telling and what != "region" else "",
        excerpt_language=telling_language,
        badges=tuple(_badges(entry)),
        meta=tuple(_meta_of_page(entry, what)),
    )


def in_words(japanese, english):
    """The words for this reader, and their language where it is another one than the page's."""
    if get_language() == "en":
        return (english, None) if english else (japanese, "ja")
    return japanese, None


def _telling(entry, words):
    """The first paragraph in which the words stand, in the reader's language if it can be; else what sums it up."""
    ours = entry.text_en if get_language() == "en" and entry.title_en else entry.text_ja
    own = "ja" if get_language() == "en" and not entry.title_en else None
    texts = [(text, own) for text in ours.split("\n") if text]
    if get_language() == "en" and entry.title_en:
        texts += [(text, "ja") for text in entry.text_ja.split("\n") if text]
    return next((each for each in texts if hit_spans(each[0], words)), texts[0] if texts else ("", None))


def _badges(entry):
    if "status:archived" in entry.facets.split():
        yield Badge(_("archived"), "warn")
    if "status:cancelled" in entry.facets.split():
        yield Badge(_("cancelled"), "warn")


def _meta_of_page(entry, what):
    yield from _where(entry)
    if what == "event" and entry.shown.get("starts_at"):
        zone = ZoneInfo(entry.shown.get("zone") or "Asia/Tokyo")
        yield "calendar", local_date(datetime.fromisoformat(entry.shown["starts_at"]), zone.key)
    if what == "challenge" and entry.shown.get("closes_at"):
        yield "flag", _("until %(date)s") % {"date": plain_date_text(_last_day(entry.shown["closes_at"]))}
    if what == "project" and entry.active_day:
        yield "activity", _("active on %(date)s") % {"date": plain_date_text(date.fromordinal(entry.active_day))}


def _where(entry):
    shown = entry.shown
    places = shown.get("places", [])
    yield from (("place", name_en if get_language() == "en" else name_ja) for name_ja, name_en in places)
    more = shown.get("places_in_all", 0) - len(places)
    if more > 0:
        yield "", ngettext("and %(count)d more region", "and %(count)d more regions", more) % {"count": more}
    if shown.get("online"):
        yield "online", _("online")
    elif shown.get("venue"):
        yield "place", shown["venue"]


def _need(entry, words):
    shown = entry.shown
    return Result(
        kind=_("Help wanted"),
        title=excerpt(entry.title_ja, words, letters=LETTERS_OF_A_NEED),
        url=in_language(entry.path, get_language()),
        language=_japanese_for_others(),
        badges=(Badge(str(Role(shown["role"]).label) if shown["role"] in Role.values else shown["role"], "now"),),
        meta=tuple(_meta_of_need(entry)),
        home=_home(shown["project"]),
    )


def _meta_of_need(entry):
    shown = entry.shown
    if shown["effort"] in Effort.values:
        yield "clock", str(Effort(shown["effort"]).label)
    if shown["place"] in Place.values:
        yield "online" if shown["place"] == Place.ONLINE else "place", str(Place(shown["place"]).label)
    yield from _where(entry)
    for names in shown["skills"]:
        yield "", names[1] if get_language() == "en" and names[1] else names[0]
    if shown["asked_on"]:
        yield "", _("asked since %(date)s") % {"date": plain_date_text(date.fromisoformat(shown["asked_on"]))}
    if shown["confirmed_on"]:
        yield "", _("confirmed on %(date)s") % {"date": plain_date_text(date.fromisoformat(shown["confirmed_on"]))}


def _issue(entry, words):
    shown = entry.shown
    return Result(
        kind=_("Issue for newcomers"),
        title=highlight(entry.title_ja, words),
        url=entry.path,
        badges=tuple(Badge(label, "quiet") for label in shown["labels"]),
        meta=tuple(_meta_of_issue(shown)),
        home=_home(shown["project"]),
        is_elsewhere=True,
    )


def _meta_of_issue(shown):
    yield "code", f"{shown['repository']} #{shown['number']}"
    if shown["language"]:
        yield "", shown["language"]
    yield "", _("opened on %(date)s") % {"date": plain_date_text(_day(shown["opened_at"]))}
    count = shown["comments"]
    if count is None:
        yield "chat", _("comments: unknown")
    else:
        yield "chat", ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}


def _home(project):
    title, language = in_words(project[0], project[1])
    return title, in_language(project[2], get_language()), language


def _japanese_for_others():
    return "ja" if get_language() != "ja" else None


def _day(text):
    """In Japan."""
    return localtime(datetime.fromisoformat(text)).date()


def _last_day(text):
    """What closes at midnight closes with the day before."""
    closes = localtime(datetime.fromisoformat(text))
    return closes.date() - timedelta(days=1) if closes.time() == time.min else closes.date()
