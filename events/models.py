"""Events, and the series that they belong to."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.models import BasePage, BasePageManager, IndexPage, SpacePage
from pages.panels import FactsPanel
from projects.models import ProjectPage, web_address
from regions.models import Region

from . import schema_org
from .querysets import EventQuerySet, SeriesQuerySet
from .times import end_of_event, whole_where_whole


def validate_time_zone(name):
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone. Write it as in Asia/Tokyo."), params={"name": name})


class EventIndexPage(IndexPage):
    view = "events.views.index"
    subpage_types = ["events.EventSeriesPage"]
    objects = BasePageManager()

    class Meta:
        verbose_name = _("list of events")


class EventSeriesPage(SpacePage):
    """The space of a series: its organizers, its events, and what they add up to."""

    introduction = models.TextField(_("introduction"), blank=True)
    website = models.URLField(_("website"), blank=True, validators=[web_address])
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("cover"),
        FieldPanel("introduction"),
        FieldPanel("body"),
        FactsPanel([FieldPanel("website")], heading=_("Facts")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    view = "events.views.series"
    parent_page_types = ["events.EventIndexPage"]
    subpage_types = ["events.EventPage"]
    objects = BasePageManager.from_queryset(SeriesQuerySet)()

    class Meta:
        verbose_name = _("event series")
        verbose_name_plural = _("event series")

    def summary(self):
        return self.search_description or self.introduction


class EventPage(BasePage):
    """One event. It lasts from `starts_at` until just before `ends_at`; either may be unknown.

    `whole_day`: only the days are known; then the two times are midnights of `time_zone`.
    `over_at` follows from these (see `events.times`), so that the database can tell upcoming events from past ones."""

    description = models.TextField(_("description"), blank=True)
    programme = StreamField(BodyBlock(), verbose_name=_("programme"), blank=True)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    over_at = models.DateTimeField(null=True, editable=False, db_index=True)
    whole_day = models.BooleanField(
        _("only the days are known"),
        default=False,
        help_text=_("Then begin and end at midnight: the end is the midnight after the last day."),
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Tokyo", validators=[validate_time_zone])
    venue_name = models.CharField(_("venue"), max_length=200, blank=True)
    venue_address = models.CharField(_("address of the venue"), max_length=300, blank=True)
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
    )
    is_online = models.BooleanField(_("takes place online"), default=False)
    online_url = models.URLField(_("online address"), blank=True, max_length=500, validators=[web_address])
    entry_url = models.URLField(_("entry page"), blank=True, max_length=500, validators=[web_address])
    notes_url = models.URLField(_("notes"), blank=True, max_length=500, validators=[web_address])
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True, validators=[MinValueValidator(1)])
    attendees = models.PositiveIntegerField(_("people who attended"), null=True, blank=True)
    reported_projects = models.PositiveIntegerField(
        _("number of projects, as reported"),
        null=True,
        blank=True,
        help_text=_("Where not all are named below."),
    )
    cancelled = models.BooleanField(_("cancelled"), default=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("cover"),
        FieldPanel("description"),
        FieldPanel("programme"),
        FactsPanel(
            [
                FieldPanel("starts_at"),
                FieldPanel("ends_at"),
                FieldPanel("whole_day"),
                FieldPanel("time_zone"),
                FieldPanel("cancelled"),
                FieldPanel("venue_name"),
                FieldPanel("venue_address"),
                FieldPanel("region"),
                FieldPanel("is_online"),
                FieldPanel("online_url"),
                FieldPanel("entry_url"),
                FieldPanel("capacity"),
                FieldPanel("notes_url"),
                InlinePanel("participations", label=_("Project taking part")),
                FieldPanel("attendees"),
                FieldPanel("reported_projects"),
            ],
            heading=_("Facts"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("description", boost=2),
        index.SearchField("programme"),
        index.SearchField("venue_name"),
        index.SearchField("venue_address"),
        index.RelatedFields("participations", [index.SearchField("name")]),
    ]
    view = "events.views.detail"
    parent_page_types = ["events.EventSeriesPage"]
    subpage_types: list[str] = []
    objects = BasePageManager.from_queryset(EventQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["starts_at"], name="event_by_start")]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("The event ends before it starts. Check the two times."),
            )
        ]

    def save(self, *args, **kwargs):
        self.over_at = end_of_event(self.starts_at, self.ends_at, self.zone)
        super().save(*args, **kwargs)

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    def is_over(self, now: datetime):
        """None where nobody knows when it was."""
        end = end_of_event(self.starts_at, self.ends_at, self.zone)
        return None if end is None else end <= now

    def hours(self):
        """How long it lasted, in hours; None where only the days are known."""
        if self.whole_day or self.starts_at is None or self.ends_at is None:
            return None
        return whole_where_whole((self.ends_at - self.starts_at).total_seconds() / 3600)

    def summary(self):
        return self.search_description or self.description

    def json_ld(self, request):
        return [schema_org.event(self)]


class Participation(Orderable):
    """A project at an event. `name` is what it was called there; the page may be unknown or come later."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="participations")
    project = models.ForeignKey(
        ProjectPage,
        verbose_name=_("project"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participations",
    )
    name = models.CharField(_("name at the event"), max_length=300, blank=True)

    panels = [PageChooserPanel("project", "projects.ProjectPage"), FieldPanel("name")]

    class Meta(Orderable.Meta):
        verbose_name = _("project at an event")
        constraints = [
            models.CheckConstraint(
                name="participation_names_a_project",
                condition=models.Q(project__isnull=False) | ~models.Q(name=""),
                violation_error_message=_("Choose a project or write its name."),
            ),
            models.UniqueConstraint(fields=["event", "project"], name="project_once_at_an_event"),
        ]
