"""What stands in feeds, whatever it is: in the reader's words, the latest first."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from challenges.models import ChallengePage
from events.models import EventPage
from pages.addresses import without_language
from projects.models import ProjectPage
from projects.needs import OVER

from .finding.saved import latest

MOST = 30
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` is the same in every feed and for ever, `path` is without a language."""

    key: str
    title: str
    text: str
    path: str
    published: datetime
    updated: datetime


def about_topic(topic, language):
    projects = ProjectPage.objects.for_feed().filter(topics=topic)
    challenges = ChallengePage.objects.for_visitors().newest_first().filter(topics=topic)
    return _latest_first([*_pages("project", projects, language), *_pages("challenge", challenges, language)])


def about_region(region, language):
    projects = ProjectPage.objects.for_feed().in_region(region)
    challenges = ChallengePage.objects.for_visitors().newest_first().in_region(region)
    events = EventPage.objects.for_visitors().in_region(region).order_by("-first_published_at", "-pk")
    return _latest_first(
        [
            *_pages("project", projects, language),
            *_pages("challenge", challenges, language),
            *_pages("event", events, language),
        ]
    )


def log_of(project):
    """Updates that everybody may see, and needs that are open today."""
    updates = project.updates.visible().newest_first()[:MOST]
    today = timezone.localdate()
    needs = [] if project.status in OVER else project.needs.open_on(today).order_by("-pk")[:MOST]
    path = without_language(project.get_url())
    return _latest_first([*(_update(each, path) for each in updates), *(_need(each, path) for each in needs)])


def found_by(query):
    return [
        Entry(f"found:{each.key}", each.title, each.text, without_language(each.path), each.added_at, each.added_at)
        for each in latest(query, MOST)
    ]


def _pages(kind, pages, language):
    for page in pages[:MOST].with_words_in(language):
        changed = max(page.last_published_at, page.original.last_published_at)
        yield Entry(
            key=f"{kind}:{page.original.pk}",
            title=page.title,
            text=page.summary(),
            path=without_language(page.original.get_url()),
            published=page.original.first_published_at,
            updated=changed,
        )


def _update(update, path):
    text = " ".join(update.text.split())
    return Entry(
        key=f"update:{update.pk}",
        title=_("Released: %(release)s") % {"release": text} if update.is_release else Truncator(text).chars(80),
        text="" if update.is_release else Truncator(update.text).chars(LONGEST),
        path=f"{path}updates/#update-{update.pk}",
        published=update.published_at,
        updated=update.edited_at or update.published_at,
    )


def _need(need, path):
    asked = _morning_of(need.asked_on or need.confirmed_on or timezone.localdate())
    confirmed = _morning_of(need.confirmed_on) if need.confirmed_on else asked
    title = _("Help wanted: %(role)s") % {"role": need.get_role_display()}
    return Entry(f"need:{need.pk}", title, need.text, path, asked, max(asked, confirmed))


def _morning_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _latest_first(entries):
    return sorted(entries, key=lambda entry: (entry.updated, entry.key), reverse=True)[:MOST]
