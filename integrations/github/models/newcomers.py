"""Issues that somebody new may take up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NewcomerIssue(models.Model):
    """An open issue with a newcomer label that is neither assigned nor locked. Closed ones leave the table."""

    node_id = models.CharField(_("GitHub id"), max_length=100, unique=True)
    repository = models.ForeignKey("github.Repository", models.CASCADE, related_name="newcomer_issue_rows")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=500)
    url = models.URLField(_("address"), max_length=500)
    labels = models.JSONField(_("labels"), default=list)
    comments = models.PositiveIntegerField(_("comments"), null=True, help_text="NULL: nobody has counted them yet.")
    opened_at = models.DateTimeField(_("opened"))
    changed_at = models.DateTimeField(_("last changed"))

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = _("newcomer issue")
        verbose_name_plural = _("newcomer issues")
        indexes = [models.Index(fields=["-opened_at"], name="github_newcomer_issue_newest")]

    def __str__(self) -> str:
        return f"#{self.number} {self.title}"
