"""What the home page's windows show of the site. Each kind of page is read once, whichever windows look at it.

Budget: the whole home page may cost 12 queries, so that originals and their translations come in the same query."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale

from challenges.cards import challenge_cards
from challenges.models import ChallengePage
from events.cards import event_cards
from events.models import EventPage
from pages.addresses import address
from pages.cards import Figure
from pages.templatetags.tomoni import date_text, describe_time_left, plain_date_text
from projects import totals
from projects.cards import project_cards
from projects.details import load_details
from projects.models import ProjectPage
from projects.needs import open_needs
from projects.querysets import FIRST
from regions.cards import tiles
from regions.models import BrigadePage, Region
from regions.shades import Shades

MOST = 6
MOST_EVENTS = 4
MOST_TODAY = 4
MOST_MOVING = 5
LONGEST_NEED = 60


@dataclass(frozen=True)
class Today:
    """One thing that a visitor can do today."""

    title: str
    url: str
    kind: str
    icon: str
    meta: tuple[str, ...] = ()
    tone: str = "action"
    language: str | None = None


@dataclass(frozen=True)
class Entry:
    """A line of a short list."""

    title: str
    url: str
    note: str
    language: str | None = None


class Windows:
    """Made anew for each request, in the reader's language."""

    def __init__(self):
        self.language = get_language()
        self.now = timezone.now()
        self.today_in_japan = timezone.localdate()

    @cached_property
    def _projects(self):
        seeking = ProjectPage.objects.seeking_help(self.today_in_japan).filter(pk=OuterRef("pk"))

        def in_order(projects):
            found = projects.with_card_facts().annotate(seeks_help=Exists(seeking))
            return found.order_by("-seeks_help", FIRST, "title", "pk")

        found = (
            ProjectPage.objects.for_visitors().without_archived().in_words(self.language, in_order=in_order, most=MOST)
        )
        load_details(page.original for page in found)
        return found

    @cached_property
    def projects(self):
        """Those that ask for help, then the most active ones."""
        return project_cards(self._projects)

    @cached_property
    def _challenges(self):
        """Those that take proposals; where there is none, the ones that come first in the list."""
        found = ChallengePage.objects.for_visitors().in_words(
            self.language,
            in_order=lambda challenges: challenges.with_card_facts().by_stage(self.now),
            most=MOST,
        )
        taking = [page for page in found if page.original.stage_at(self.now) == "open"]
        return taking or found

    @cached_property
    def challenges(self):
        return challenge_cards(self._challenges, self.now)

    @property
    def any_challenge_is_open(self):
        return any(page.original.stage_at(self.now) == "open" for page in self._challenges)

    @cached_property
    def _events(self):
        """The next ones; where none is planned, the latest."""
        found = EventPage.objects.for_visitors().in_words(
            self.language,
            in_order=lambda events: events.with_card_facts().in_order(self.now),
            most=MOST_EVENTS,
        )
        upcoming = [page for page in found if page.original.is_over(self.now) is False]
        return upcoming or found

    @cached_property
    def events(self):
        return event_cards(self._events)

    @property
    def any_event_is_coming(self):
        return any(page.original.is_over(self.now) is False for page in self._events)

    @cached_property
    def _prefectures(self):
        """With the number of their brigades. Looked up by place, for SQLite would read all brigades 47 times."""
        places = BrigadePage.regions.through.objects.annotate(prefecture=Coalesce("region__parent", "region"))
        here = places.filter(prefecture=OuterRef("pk"), brigadepage__in=BrigadePage.objects.for_visitors().order_by())
        number = here.values("prefecture").annotate(number=Count("brigadepage", distinct=True)).values("number")
        return list(Region.objects.prefectures().annotate(brigade_count=Subquery(number, output_field=IntegerField())))

    @cached_property
    def map(self):
        """The tiles, and what their shades mean."""
        counts = {region.code: region.brigade_count for region in self._prefectures if region.brigade_count}
        return {"tiles": tiles(self._prefectures, counts), "legend": Shades(counts.values()).legend()}

    @cached_property
    def _moving(self):
        """The newest projects, and those in which the most was done in 30 days, in one query."""
        projects = ProjectPage.objects.for_visitors().without_archived()
        some = [
            projects.newest_first().values("pk")[:MOST_MOVING],
            projects.filter(recent_work__gt=0).busiest_first().values("pk")[:MOST_MOVING],
        ]
        either = ProjectPage.objects.filter(Q(pk__in=some[0]) | Q(pk__in=some[1]))
        return either.in_words(self.language, in_order=lambda rows: rows.with_card_facts().order_by("pk"))

    @cached_property
    def newest(self):
        found = sorted(self._moving, key=lambda page: page.original.first_published_at or self.now, reverse=True)
        return [self._entry(page, self._since(page.original)) for page in found[:MOST_MOVING]]

    @cached_property
    def busiest(self):
        moving = [page for page in self._moving if page.original.recent_work]
        found = sorted(moving, key=lambda page: (-page.original.recent_work, page.original.title))
        return [self._entry(page, _work_text(page.original.recent_work)) for page in found[:MOST_MOVING]]

    def _entry(self, page, note):
        in_original = page is page.original and self.language != settings.LANGUAGE_CODE
        return Entry(page.title, address(page, self.language), note, settings.LANGUAGE_CODE if in_original else None)

    def _since(self, project):
        day = project.first_published_at
        return _("here since %(date)s") % {"date": plain_date_text(timezone.localtime(day))} if day else ""

    @cached_property
    def _numbers(self):
        """Whatever is only counted, by name, in one query; the row of the first language is there to hang it on."""
        pages = {
            "projects": ProjectPage.objects.for_visitors().without_archived(),
            "challenges": ChallengePage.objects.for_visitors(),
            "brigades": BrigadePage.objects.for_visitors(),
            "events": EventPage.objects.for_visitors().held(self.now).filter(cancelled=False),
        }
        numbers = {f"{name}_here": _number(queryset) for name, queryset in pages.items()}
        row = Locale.objects.filter(language_code=settings.LANGUAGE_CODE)
        return row.values(**numbers, **totals.columns(self.today_in_japan)).get()

    @property
    def figures(self):
        """How much there is on this site, now."""
        labels = {
            "projects": _("Projects"),
            "challenges": _("Challenges"),
            "brigades": _("Brigades"),
            "events": _("Events held"),
        }
        return [Figure(label, self._numbers[f"{name}_here"], self.today_in_japan) for name, label in labels.items()]

    @property
    def github_figures(self):
        """What the repositories of all projects add up to, as far as GitHub has told."""
        return totals.figures(self._numbers, self.today_in_japan)

    @cached_property
    def today(self):
        """Needs first, for a newcomer can answer one at once; where there are few, projects that say how to join them.
        Then the next event and what is open for proposals."""
        others = [*self._next_event(), *self._open_challenge()]
        return [*[*self._needs(), *self._ways_in()][: MOST_TODAY - len(others)], *others]

    def _needs(self):
        for page in self._projects:
            for need in open_needs(page.original, self.today_in_japan)[:1]:
                yield self._need(page, need)

    def _ways_in(self):
        for page in self._projects:
            facts = page.original
            if facts.status == "active" and page.how_to_join and not open_needs(facts, self.today_in_japan):
                yield self._deed(page, _("See how to join"), "chat", anchor="#how_to_join")

    def _need(self, page, need):
        until = (_("until %(date)s") % {"date": plain_date_text(need.expires_on)},) if need.expires_on else ()
        return Today(
            title=Truncator(need.text).chars(LONGEST_NEED),
            url=address(page, self.language),
            kind=_("Help wanted: %(role)s") % {"role": need.get_role_display()},
            icon="chat",
            meta=(page.title, *until),
            tone="now",
            language=settings.LANGUAGE_CODE,
        )

    def _next_event(self):
        coming = [
            page for page in self._events if page.original.is_over(self.now) is False and not page.original.cancelled
        ]
        return [self._deed(page, _("Event"), "calendar", meta=_when_and_where(page.original)) for page in coming[:1]]

    def _open_challenge(self):
        taking = self._challenges[:1] if self.any_challenge_is_open else []
        return [self._deed(page, _("Challenge"), "flag", meta=self._time_left(page.original)) for page in taking]

    def _time_left(self, challenge):
        return (describe_time_left(challenge.closes_at, self.now),) if challenge.closes_at else ()

    def _deed(self, page, kind, icon, meta=(), anchor=""):
        in_original = page is page.original and self.language != settings.LANGUAGE_CODE
        return Today(
            title=page.title,
            url=address(page, self.language) + anchor,
            kind=kind,
            icon=icon,
            meta=meta,
            language=settings.LANGUAGE_CODE if in_original else None,
        )


def _when_and_where(event):
    """The day on the organizers' clock, and whether one can come from everywhere."""
    day = (date_text(event.starts_at.astimezone(event.zone)),) if event.starts_at else ()
    return (*day, _("online")) if event.is_online else (*day, *filter(None, [event.venue_name]))


def _work_text(number):
    return _("%(number)d in 30 days") % {"number": number}


def _number(queryset):
    """How many pages it holds, as a part of another query."""
    numbers = queryset.order_by().values("live").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers, output_field=IntegerField()), 0)
