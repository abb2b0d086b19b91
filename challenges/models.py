"""Challenges that municipalities post, in rounds, each in the space of its municipality."""

from datetime import time, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.models import BasePage, BasePageManager, IndexPage, SpacePage, Topic
from pages.panels import FactsPanel
from projects.models import ProjectPage
from regions.models import Region

from . import schema_org
from .dates import check_dates
from .querysets import ChallengeQuerySet, MunicipalityQuerySet
from .rounds.models import Round
from .stages import Hand, Stage
from .writing import fields as writing
from .writing.approval import ColleagueApproval, ColleagueApprovalState
from .writing.fields import WrittenInParts
from .writing.forms import ChallengePageForm
from .writing.panels import facts_panel, guiding_panels

__all__ = [
    "ChallengeIndexPage",
    "ChallengePage",
    "ChallengeProject",
    "ColleagueApproval",
    "ColleagueApprovalState",
    "MunicipalityPage",
    "Round",
    "StageChange",
]


class ChallengeIndexPage(IndexPage):
    view = "challenges.views.index"
    subpage_types = ["challenges.MunicipalityPage"]
    objects = BasePageManager()

    class Meta:
        verbose_name = _("list of challenges")


class MunicipalityPage(SpacePage):
    """The space of a municipality: its people, its challenges."""

    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        related_name="municipality_pages",
    )
    introduction = models.TextField(_("introduction"), blank=True)
    website = models.URLField(_("website"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("cover"),
        FieldPanel("introduction"),
        FieldPanel("body"),
        FactsPanel([FieldPanel("region"), FieldPanel("website")], heading=_("Facts")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    people_publish = False
    view = "challenges.views.municipality"
    parent_page_types = ["challenges.ChallengeIndexPage"]
    subpage_types = ["challenges.ChallengePage"]
    objects = BasePageManager.from_queryset(MunicipalityQuerySet)()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def summary(self):
        return self.search_description or self.introduction

    def json_ld(self, request):
        return [schema_org.municipality(self)]


class ChallengePage(WrittenInParts, BasePage):
    """A problem that a municipality posts, from the call to what became of it.

    Times are kept in UTC and shown in Japan's."""

    problem = models.TextField(_("problem"), blank=True)
    affected = models.TextField(_("who suffers it"), blank=True)
    goal = models.TextField(_("goal"), blank=True)
    support = models.TextField(_("data and support that the municipality offers"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    budget = models.CharField(_("budget"), max_length=300, blank=True)
    round = models.ForeignKey(
        Round,
        verbose_name=_("round"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="challenges",
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.PREPARING, db_index=True)
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True, db_index=True)
    department = models.CharField(_("department"), max_length=200, blank=True)
    contact = models.CharField(_("contact"), max_length=500, blank=True)
    partner = models.CharField(_("partner chosen"), max_length=300, blank=True)
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="challenges")
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True, max_length=500)

    base_form_class = ChallengePageForm
    content_panels = [
        *Page.content_panels,
        *guiding_panels(),
        FieldPanel("cover"),
        FieldPanel("body"),
        facts_panel(),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("problem", boost=2),
        index.SearchField("affected"),
        index.SearchField("affected_counted"),
        index.SearchField("tried"),
        index.SearchField("goal"),
        index.SearchField("goal_measure"),
        index.SearchField("support"),
        index.SearchField("conditions"),
        index.SearchField("after_pilot"),
        index.SearchField("outcome"),
        index.SearchField("body"),
        index.SearchField("department"),
        index.RelatedFields("topics", [index.SearchField("name_ja"), index.SearchField("name_en")]),
        index.FilterField("stage"),
    ]
    view = "challenges.views.detail"
    parent_page_types = ["challenges.MunicipalityPage"]
    subpage_types: list[str] = []
    objects = BasePageManager.from_queryset(ChallengeQuerySet)()

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        constraints = [
            *writing.CONSTRAINTS,
            models.CheckConstraint(
                name="challenge_closes_after_it_opens",
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                violation_error_message=_("It closes before it opens. Check the two times."),
            ),
        ]

    def stage_at(self, now):
        """What visitors see: an open challenge has not opened yet, or is closed, when the clock says so."""
        if self.stage != Stage.OPEN:
            return Stage(self.stage)
        if self.opens_at and now < self.opens_at:
            return Stage.PREPARING
        return Stage.CLOSED if self.closes_at and now >= self.closes_at else Stage.OPEN

    def is_scheduled(self, now):
        """Whether the clock will open it."""
        return self.stage == Stage.OPEN and self.stage_at(now) == Stage.PREPARING

    def clock_strikes_at(self, now):
        """When the clock next changes what visitors see; None where it will not."""
        moments = (self.opens_at, self.closes_at) if self.stage == Stage.OPEN else ()
        return min((each for each in moments if each and each > now), default=None)

    @property
    def last_day(self):
        """The last day in Japan on which it takes proposals, where it closes at the end of a day; else None."""
        closes = timezone.localtime(self.closes_at) if self.closes_at else None
        return closes.date() - timedelta(days=1) if closes and closes.time() == time.min else None

    def summary(self):
        return self.search_description or self.problem

    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "stage"]
    """A copy is a challenge of its own, and begins at the beginning."""

    def clean(self):
        super().clean()
        published = type(self).objects.filter(pk=self.pk, live=True).first() if self.is_original else None
        if published:
            check_dates(published, self, timezone.now())

    def with_content_json(self, content):
        """A revision holds words and dates; the stage is what it is now, whatever it was when that was written."""
        page = super().with_content_json(content)
        now = type(self).objects.filter(pk=self.pk).values_list("stage", flat=True).first()
        page.stage = now or self.stage
        return page

    def json_ld(self, request):
        return [schema_org.challenge(self)]


class ChallengeProject(Orderable):
    """A project that works on a challenge."""

    challenge = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="project_links")
    project = models.ForeignKey(
        ProjectPage, verbose_name=_("project"), on_delete=models.CASCADE, related_name="challenge_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("project that works on a challenge")
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "project"],
                name="project_works_once_on_a_challenge",
                violation_error_message=_("This project is on the list already."),
            )
        ]

    def __str__(self):
        return str(self.project)


class StageChange(models.Model):
    """One line of a challenge's log, which only grows: it entered `stage` at `changed_at` by the hand of `changed_by`.

    No time: the stage was known when the challenge came to this site, not when it was entered. Nobody: an import, the
    clock, or an account that is gone; `hand` tells them apart. The day and the reason of what `is_public` stand on the
    challenge's timeline."""

    challenge = models.ForeignKey(ChallengePage, on_delete=models.CASCADE, related_name="stage_changes")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    changed_at = models.DateTimeField(_("changed at"), null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    hand = models.CharField(_("moved by"), max_length=10, choices=Hand, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    is_public = models.BooleanField(_("shown on the timeline"), default=True)

    class Meta:
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "stage", "changed_at"],
                condition=models.Q(hand="clock"),
                name="clock_moves_a_challenge_once",
            )
        ]

    def __str__(self):
        return self.get_stage_display()
