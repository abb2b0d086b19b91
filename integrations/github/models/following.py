"""Questions that follow the pulse: asked only when what the pulse shows of them moved."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .repository import ErrorKind


class FollowUp(models.Model):
    """One row a repository and kind of question, kept for good.

    `wanted` is the mark that the last pulse showed, `answered` the one that the last answer stood for. `due_at` is
    written in the same transaction as the pulse, so a killed run forgets no question.
    """

    class Kind(models.TextChoices):
        NEWCOMERS = "newcomers", _("Newcomer issues")
        CONTRIBUTORS = "contributors", _("Contributors")
        CONTENT = "content", _("Content")
        WEEKLY = "weekly", _("Commits a week")
        RECENT = "recent", _("Activity of the last weeks")

    repository = models.ForeignKey("github.Repository", models.CASCADE, related_name="follow_ups")
    kind = models.CharField(_("question"), max_length=15, choices=Kind)
    wanted = models.CharField(max_length=200, default="")
    answered = models.CharField(max_length=200, default="")
    due_at = models.DateTimeField(null=True, help_text="NULL: nothing to ask.")
    answered_at = models.DateTimeField(_("last answer"), null=True)
    etag = models.CharField(max_length=200, default="", help_text="Of the answer, where it is one page long.")
    failures = models.PositiveIntegerField(default=0, help_text="Attempts failed in a row.")
    error_kind = models.CharField(_("last error"), max_length=20, choices=ErrorKind, default="")
    error_message = models.CharField(max_length=500, default="")
    error_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("follow-up question")
        verbose_name_plural = _("follow-up questions")
        constraints = [
            models.UniqueConstraint(fields=["repository", "kind"], name="github_one_follow_up_a_kind"),
        ]
        indexes = [models.Index(fields=["kind", "due_at"], name="github_follow_up_due")]

    def __str__(self) -> str:
        return f"{self.repository_id} {self.kind}"
