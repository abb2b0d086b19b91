"""What a project has any number of: repositories, needs, languages, links, figures from elsewhere."""

from django.db import models
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from accounts.abilities import Effort, Place, Role, SpokenLanguage
from integrations.github.models.repository import LONGEST_NAME
from integrations.github.services import follow
from projects.needs.days import DaysBetween
from projects.needs.rules import KEPT_DAYS, LONGEST_TEXT, latest_expiry_from_today
from projects.querysets import NeedQuerySet

from .web import web_address

DATE_FORMS = {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT", "year": "Y"}


class ProjectRepository(Orderable):
    """A repository of a project. `name` is what an editor typed; drafts may have nothing else yet."""

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="project_repositories")
    repository = models.ForeignKey(
        "github.Repository",
        verbose_name=_("repository"),
        on_delete=models.PROTECT,
        related_name="project_links",
    )
    name = models.CharField(_("repository"), max_length=LONGEST_NAME, blank=True)

    panels = [FieldPanel("name")]

    class Meta(Orderable.Meta):
        verbose_name = _("repository of a project")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "repository"],
                name="project_has_a_repository_once",
                violation_error_message=_("This repository is already on the list."),
            )
        ]

    def __str__(self):
        return self.repository.full_name if self.repository_id else self.name

    def save(self, *args, **kwargs):
        if self.repository_id is None and self.name:
            self.repository = follow(full_name=self.name)
        super().save(*args, **kwargs)


class Need(Orderable):
    """A role or task that a project asks for. Nobody should be sent to one that has expired or is closed.

    Rows are of originals and no part of the page's revisions: what is renewed today must not be undone by a draft.
    `asked_again_on` is when the owners were last written to in this period; `confirmed_on` is NULL if nobody knows."""

    Role = Role

    project = models.ForeignKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="needs")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.OTHER)
    text = models.TextField(_("what is needed"), max_length=LONGEST_TEXT)
    skills = models.ManyToManyField("accounts.Skill", verbose_name=_("skills"), blank=True, related_name="needs")
    effort = models.CharField(_("time it takes"), max_length=10, choices=Effort, blank=True)
    place = models.CharField(_("place"), max_length=10, choices=Place, blank=True)
    region = models.ForeignKey(
        "regions.Region", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("where")
    )
    contact = models.CharField(_("contact"), max_length=500, blank=True, help_text=_("Blank: as under “how to join”."))
    asked_on = models.DateField(_("asked since"), null=True, blank=True)
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True, default=timezone.localdate)
    expires_on = models.DateField(_("expires on"), default=latest_expiry_from_today)
    asked_again_on = models.DateField(_("owner was asked"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = NeedQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        indexes = [models.Index(fields=["expires_on"], name="need_expiry", condition=models.Q(closed_at=None))]
        constraints = [
            models.CheckConstraint(
                name="need_expires_after_it_is_asked",
                condition=models.Q(expires_on=None)
                | models.Q(asked_on=None)
                | models.Q(expires_on__gte=models.F("asked_on")),
                violation_error_message=_("It expires before it is asked. Check the two dates."),
            ),
            models.CheckConstraint(
                name="need_expires_in_time",
                condition=models.Q(confirmed_on=None)
                | models.Q(LessThanOrEqual(DaysBetween("expires_on", "confirmed_on"), KEPT_DAYS)),
                violation_error_message=_("It may be asked for 60 days at most; then it is confirmed again."),
            ),
        ]

    def __str__(self):
        return self.text

    def is_open_on(self, today):
        return self.closed_at is None and self.expires_on >= today


class ProjectLanguage(Orderable):
    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="spoken_languages")
    language = models.CharField(_("language"), max_length=5, choices=SpokenLanguage)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["project", "language"], name="project_speaks_a_language_once")]


class ProjectLink(Orderable):
    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=200)
    url = models.URLField(_("address"), max_length=500, validators=[web_address])

    class Meta(Orderable.Meta):
        verbose_name = _("link")


class ReportedFigure(Orderable):
    """A figure that somebody published, as they gave it: never mixed with what the sync counts."""

    class Precision(models.TextChoices):
        DAY = "day", _("the day")
        MONTH = "month", _("the month")
        YEAR = "year", _("the year")

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="reported_figures")
    label_ja = models.CharField(_("what was counted, in Japanese"), max_length=200)
    label_en = models.CharField(_("what was counted, in English"), max_length=200, blank=True)
    value = models.CharField(_("figure, as the source gives it"), max_length=40)
    as_of = models.DateField(_("as of"))
    precision = models.CharField(_("what of the date is known"), max_length=5, choices=Precision, default=Precision.DAY)
    source = models.CharField(_("source"), max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = _("figure from elsewhere")
        verbose_name_plural = _("figures from elsewhere")

    @property
    def label(self):
        return self.label_en if get_language() == "en" and self.label_en else self.label_ja

    @property
    def as_of_text(self):
        """The date as far as it is known, in the reader's form."""
        return date_format(self.as_of, DATE_FORMS[self.precision])
