"""What a repository looked like on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class GroupState(models.TextChoices):
    """How a group of figures came to be what it is."""

    UNKNOWN = "unknown", _("Unknown")
    OBSERVED = "observed", _("Observed")
    PARTIAL = "partial", _("Partly observed")
    TOO_LARGE = "too_large", _("Too large for GitHub to list")


def _count(label: StrOrPromise) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True)


class Snapshot(models.Model):
    """One row a repository and day. NULL is "unknown", never "none": `*_state` and `*_at` tell of each group.

    Groups follow the queries that fill them, because each has its own time: the pulse (Q1) is asked for
    every day, content (Q2), newcomer issues (Q3) and contributors (REST) only when something moved, and are
    carried over to the next day's row together with the time they were observed.
    """

    repository = models.ForeignKey("github.Repository", models.CASCADE, related_name="snapshots")
    day = models.DateField(_("day"), help_text=_("The day of the pulse in the site's own time zone."))

    observed_at = models.DateTimeField(_("observed"), null=True)
    pulse_state = models.CharField(max_length=10, choices=GroupState, default=GroupState.UNKNOWN)
    stars = _count(_("stars"))
    forks = _count(_("forks"))
    issues_open = _count(_("open issues"))
    issues_closed = _count(_("closed issues"))
    pulls_open = _count(_("open pull requests"))
    pulls_merged = _count(_("merged pull requests"))
    pulls_closed = _count(_("pull requests closed unmerged"))
    default_branch = models.CharField(_("default branch"), max_length=255, null=True)
    license = models.CharField(_("licence (SPDX)"), max_length=100, null=True)
    primary_language = models.CharField(_("main language"), max_length=100, null=True)
    pushed_at = models.DateTimeField(_("last push"), null=True)
    archived = models.BooleanField(_("archived"), null=True)
    all_states_observed_at = models.DateTimeField(
        null=True,
        help_text="When closed issues and pull requests were counted, if that was before `observed_at`; else NULL.",
    )
    head_oid = models.CharField(_("newest commit"), max_length=64, null=True)
    head_committed_at = models.DateTimeField(_("date of the newest commit"), null=True)
    changed_at = models.DateTimeField(_("last change of the description or settings"), null=True)
    newcomer_issues_labelled = _count(_("open issues with a newcomer label, assigned and locked ones too"))
    newcomer_top_issue = models.CharField(max_length=100, null=True)
    newcomer_top_changed_at = models.DateTimeField(null=True)

    content_observed_at = models.DateTimeField(null=True)
    content_state = models.CharField(max_length=10, choices=GroupState, default=GroupState.UNKNOWN)
    topics = models.JSONField(_("topics"), null=True)

    newcomers_observed_at = models.DateTimeField(null=True)
    newcomers_state = models.CharField(max_length=10, choices=GroupState, default=GroupState.UNKNOWN)
    newcomer_issues = _count(_("newcomer issues"))

    contributors_observed_at = models.DateTimeField(null=True)
    contributors_state = models.CharField(max_length=10, choices=GroupState, default=GroupState.UNKNOWN)
    contributors_human = _count(_("contributors who are people"))
    contributors_bot = _count(_("contributors that are bots"))
    contributors_anonymous = _count(_("contributors without an account"))

    class Meta:
        ordering = ["repository_id", "day"]
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = [
            models.UniqueConstraint(fields=["repository", "day"], name="github_one_snapshot_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.repository_id} {self.day}"
