"""What went on in a repository: the last weeks day by day, and any one period as a whole."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .repository import ErrorKind


class RecentActivity(models.Model):
    """Day by day from `since` on, the last observation included. A day without an entry had nothing."""

    repository = models.OneToOneField("github.Repository", models.CASCADE, related_name="recent_activity")
    since = models.DateField(_("since"), help_text="In the site's time zone.")
    observed_at = models.DateTimeField(_("observed"))
    days = models.JSONField(_("days"), default=dict, help_text="ISO day: counts, and fingerprints of the authors.")

    class Meta:
        verbose_name = _("recent activity")
        verbose_name_plural = _("recent activities")

    def __str__(self) -> str:
        return f"{self.repository_id} since {self.since}"


class PeriodPulse(models.Model):
    """What GitHub's own pulse page counts, for `since` <= time < `until`. NULL is unknown: not yet asked.

    Commits are those of the default branch without merges, authors theirs. Asked while `due_at` is set.
    """

    repository = models.ForeignKey("github.Repository", models.CASCADE, related_name="period_pulses")
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"))
    authors = models.PositiveIntegerField(_("authors"), null=True)
    commits = models.PositiveIntegerField(_("commits without merges"), null=True)
    issues_opened = models.PositiveIntegerField(_("issues opened"), null=True)
    issues_closed = models.PositiveIntegerField(_("issues closed"), null=True)
    pulls_opened = models.PositiveIntegerField(_("pull requests opened"), null=True)
    pulls_merged = models.PositiveIntegerField(_("pull requests merged"), null=True)
    pulls_closed = models.PositiveIntegerField(_("pull requests closed unmerged"), null=True)
    observed_at = models.DateTimeField(_("observed"), null=True)
    due_at = models.DateTimeField(null=True, help_text="NULL: nothing to ask.")
    failures = models.PositiveIntegerField(default=0, help_text="Attempts failed in a row.")
    error_kind = models.CharField(_("last error"), max_length=20, choices=ErrorKind, default="")
    error_message = models.CharField(max_length=500, default="")
    error_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["repository_id", "since"]
        verbose_name = _("pulse of a period")
        verbose_name_plural = _("pulses of periods")
        constraints = [
            models.UniqueConstraint(fields=["repository", "since", "until"], name="github_one_pulse_a_period"),
            models.CheckConstraint(condition=models.Q(until__gt=models.F("since")), name="github_period_has_a_length"),
        ]
        indexes = [models.Index(fields=["due_at"], name="github_period_pulse_due")]

    def __str__(self) -> str:
        return f"{self.repository_id} {self.since:%Y-%m-%d} {self.until:%Y-%m-%d}"
