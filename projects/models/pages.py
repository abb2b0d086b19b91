"""The list of projects and the page of one."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.queryset import FakeQuerySet
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from integrations.github.models import Repository
from pages.blocks import BodyBlock
from pages.models import BasePage, BasePageManager, IndexPage, Topic
from pages.panels import FactsPanel
from projects import schema_org
from projects.forms import ProjectPageForm
from projects.needs.rules import OVER
from projects.panels import NeedsPanel, RepositoriesPanel
from projects.querysets import ProjectQuerySet
from regions.models import Region
from regions.widgets import RegionsInput

from .technology import Technology
from .web import web_address


class ProjectIndexPage(IndexPage):
    view = "projects.views.index"
    subpage_types = ["projects.ProjectPage"]
    objects = BasePageManager()

    class Meta:
        verbose_name = _("list of projects")


class ProjectPage(BasePage):
    """One project. The first six texts are the columns of the Social Hack Day sheet."""

    class Status(models.TextChoices):
        IDEA = "idea", _("idea")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        FINISHED = "finished", _("finished")
        ARCHIVED = "archived", _("archived")

    purpose = models.TextField(
        _("purpose"), blank=True, help_text=_("For whom, and what gets better? One or two sentences.")
    )
    current_state = models.TextField(_("current state"), blank=True)
    aim = models.TextField(_("what it aims for"), blank=True)
    next_steps = models.TextField(_("next steps"), blank=True)
    how_to_join = models.TextField(_("how to join"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        null=True,
        blank=True,
        choices=[(None, _("unknown")), *Status.choices],
        default=Status.ACTIVE,
        db_index=True,
    )
    website = models.URLField(_("website"), blank=True, max_length=500, validators=[web_address])
    team_name = models.CharField(_("team"), max_length=200, blank=True)
    lead = models.CharField(_("project lead"), max_length=200, blank=True)
    members = models.TextField(_("members"), blank=True)
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="projects")
    technologies = ParentalManyToManyField(
        Technology, verbose_name=_("technologies"), blank=True, related_name="projects"
    )
    regions = ParentalManyToManyField(Region, verbose_name=_("regions"), blank=True, related_name="projects")
    reported_activity_on = models.DateField(
        _("last update, as reported"),
        null=True,
        blank=True,
        help_text=_("Where there is no repository that tells."),
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where this page has its facts from.")
    )
    last_activity_at = models.DateTimeField(_("last activity"), null=True, editable=False, db_index=True)
    recent_work = models.PositiveIntegerField(
        _("work of the last 30 days"),
        null=True,
        editable=False,
        db_index=True,
        help_text="Commits, issues and pull requests, as of the last sync; NULL: unknown.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("cover"),
        FieldPanel("purpose"),
        FieldPanel("current_state"),
        FieldPanel("aim"),
        FieldPanel("next_steps"),
        FieldPanel("how_to_join"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("team_name"), FieldPanel("lead"), FieldPanel("members")],
            heading=_("People"),
            help_text=_("In a translation, whatever is blank is shown as the original has it."),
        ),
        InlinePanel("links", label=_("Link"), help_text=_("A translation without links shows those of the original.")),
        FactsPanel(
            [
                FieldPanel("status"),
                RepositoriesPanel("project_repositories", label=_("Repository")),
                FieldPanel("website"),
                FieldPanel("topics"),
                FieldPanel("technologies"),
                InlinePanel("spoken_languages", label=_("Language spoken")),
                FieldPanel("regions", widget=RegionsInput),
                FieldPanel("reported_activity_on"),
                FieldPanel("source"),
                InlinePanel("reported_figures", label=_("Figure from elsewhere")),
            ],
            heading=_("Facts"),
        ),
        NeedsPanel(heading=_("Needs")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("purpose", boost=2),
        index.SearchField("current_state"),
        index.SearchField("aim"),
        index.SearchField("next_steps"),
        index.SearchField("how_to_join"),
        index.SearchField("body"),
        index.SearchField("team_name"),
        index.SearchField("words_of_needs"),
        index.RelatedFields("topics", [index.SearchField("name_ja"), index.SearchField("name_en")]),
        index.FilterField("status"),
    ]
    base_form_class = ProjectPageForm
    view = "projects.views.detail"
    parent_page_types = ["projects.ProjectIndexPage"]
    subpage_types: list[str] = []
    objects = BasePageManager.from_queryset(ProjectQuerySet)()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [models.Index(fields=["-last_activity_at", "page_ptr"], name="project_by_activity")]

    @cached_property
    def details(self):
        """Needs, links, topics and so on of this original page, in one query; lists read them for all pages at once."""
        from projects.details import details_of  # it reads these models

        return details_of([self.pk], whole=True)[self.pk]

    @cached_property
    def repositories(self):
        """Its repositories in the editors' order, with all that is known of them, in one query.

        In a preview, one that has just been typed is there by its name alone."""
        links = self.project_repositories.order_by("sort_order")
        whole = Repository.objects.with_all_that_is_known()
        if not isinstance(links, FakeQuerySet):
            return list(whole.filter(project_links__project=self.pk).order_by("project_links__sort_order"))
        known = whole.in_bulk([link.repository_id for link in links if link.repository_id])
        return [known.get(link.repository_id) or Repository(full_name=link.name) for link in links]

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().prefetch_related("needs")

    def words_of_needs(self):
        """What is asked for now: nobody shall find a project by what it needs no more."""
        today = timezone.localdate()
        asked = [] if self.status in OVER else self.needs.all()
        return [need.text for need in asked if need.is_open_on(today)]

    def summary(self):
        return self.search_description or self.purpose

    def json_ld(self, request):
        return [schema_org.project(self)]
