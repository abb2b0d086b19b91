"""What people report to the moderators."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import MeasureQuerySet, ReportQuerySet

MOST_LETTERS = 2000
LONGEST_ADDRESS = 3000
"""Nine signs for each of a Japanese slug, and what stands around it."""


class Report(models.Model):
    """Somebody says that something here should not be as it is. A person reports a thing once until it is decided."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("advertising or spam")
        ABUSE = "abuse", _("insult, threat or discrimination")
        PRIVATE = "private", _("shows what is private")
        RIGHTS = "rights", _("breaks somebody’s rights")
        WRONG = "wrong", _("is wrong or misleading")
        OTHER = "other", _("something else")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("dismissed")

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("by")
    )
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    address = models.CharField(
        _("address"), max_length=LONGEST_ADDRESS, help_text="Path of the page that it was reported on."
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    text = models.TextField(_("what is wrong"), blank=True, max_length=MOST_LETTERS)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    reported_at = models.DateTimeField(_("reported"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    note = models.TextField(_("note of the moderator"), blank=True, max_length=MOST_LETTERS)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        permissions = [("moderate", "Can moderate what people write")]
        indexes = [models.Index(fields=["state", "-reported_at"], name="report_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "content_type", "object_id"],
                condition=models.Q(state="open"),
                name="report_once_while_open",
            ),
            models.CheckConstraint(
                name="report_decided_has_a_time",
                condition=models.Q(state="open", decided_at=None)
                | ~models.Q(state="open") & ~models.Q(decided_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}: {self.address}"


class Measure(models.Model):
    """What a moderator did about a thing or a person; `before` is what is needed to take it back."""

    class Action(models.TextChoices):
        HIDE = "hide", _("hidden")
        SUSPEND = "suspend", _("account suspended")

    action = models.CharField(_("what was done"), max_length=10, choices=Action)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    title = models.CharField(_("title"), max_length=300)
    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("whose")
    )
    before = models.JSONField(default=dict)
    note = models.TextField(_("note of the moderator"), blank=True, max_length=MOST_LETTERS)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    taken_at = models.DateTimeField(_("decided"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        indexes = [models.Index(fields=["-taken_at"], name="measures_lately")]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "content_type", "object_id"],
                condition=models.Q(undone_at=None),
                name="measure_holds_once",
            )
        ]

    def __str__(self):
        return f"{self.get_action_display()}: {self.title}"
