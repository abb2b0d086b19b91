"""A pilot: who tries a challenge's answer with whom, when and where, and how far it is. All of it is public."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from challenges.models import ChallengePage
from challenges.proposals.models import Proposal
from projects.models import ProjectPage
from regions.models import Region

from .querysets import MilestoneQuerySet, PilotQuerySet, UpdateQuerySet

LONGEST_PLAN, LONGEST_UPDATE, LONGEST_NOTE = 10_000, 5000, 1000


class Pilot(models.Model):
    """The pilot of a challenge (an original). Days are Japan's; one that nobody has told is NULL.

    `partners` are {"name", "url"}, the address may be empty. `project` is the page that it runs as. `proposal` is where
    it came from: it is confidential, and nothing of it is shown."""

    challenge = models.OneToOneField(ChallengePage, models.CASCADE, related_name="pilot", verbose_name=_("challenge"))
    proposal = models.ForeignKey(Proposal, models.SET_NULL, null=True, blank=True, related_name="+")
    project = models.ForeignKey(
        ProjectPage, models.SET_NULL, null=True, blank=True, related_name="pilots", verbose_name=_("project")
    )
    partners = models.JSONField(_("partners"), default=list)
    begins_on = models.DateField(_("planned to begin on"), null=True, blank=True)
    ends_on = models.DateField(_("planned to end on"), null=True, blank=True)
    began_on = models.DateField(_("began on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    region = models.ForeignKey(
        Region, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    plan = models.TextField(_("plan of the pilot"), blank=True, max_length=LONGEST_PLAN)
    begun_at = models.DateTimeField(_("set up"))
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("set up by")
    )
    reminded_at = models.DateTimeField(_("last reminder of an update"), null=True, blank=True)

    wagtail_reference_index_ignore = True  # the page of a proposal, or of a project, is not "used" here

    objects = PilotQuerySet.as_manager()

    class Meta:
        verbose_name = _("pilot project")
        verbose_name_plural = _("pilot projects")
        constraints = [
            models.CheckConstraint(
                name="pilot_ends_after_its_planned_beginning",
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
            ),
            models.CheckConstraint(
                name="pilot_ended_after_it_began",
                condition=Q(began_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
            ),
        ]

    def __str__(self):
        return str(self.challenge)


class Milestone(models.Model):
    """A step of a pilot. Due on a day in Japan, done on one, each if known."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=200)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=LONGEST_NOTE)
    reminded_at = models.DateTimeField(_("last reminder"), null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        indexes = [models.Index(fields=["due_on"], name="milestone_due", condition=Q(done_on=None))]

    def __str__(self):
        return self.title


class PilotUpdate(models.Model):
    """What was done in a pilot until `day` (in Japan), in plain text."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="updates")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="pilot_updates",
        verbose_name=_("author"),
    )
    day = models.DateField(_("day"))
    text = models.TextField(_("text"), max_length=LONGEST_UPDATE)
    written_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("update of a pilot")
        verbose_name_plural = _("updates of pilots")
        indexes = [models.Index(fields=["pilot", "-day"], name="update_of_pilot")]

    def __str__(self):
        return self.text[:60]
