"""What is in a repository: its words, languages, health marks and last release; and its commits week by week."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Content(models.Model):
    """As of `observed_at`. Text is empty, and a release without a tag, where GitHub has none."""

    repository = models.OneToOneField("github.Repository", models.CASCADE, related_name="content")
    observed_at = models.DateTimeField(_("observed"))
    description = models.TextField(_("description"), default="")
    homepage = models.CharField(_("home page"), max_length=500, default="")
    languages = models.JSONField(_("languages"), default=dict, help_text=_("Bytes by language, the most first."))
    has_readme = models.BooleanField(_("README"))
    has_contributing = models.BooleanField(_("CONTRIBUTING"))
    has_code_of_conduct = models.BooleanField(_("code of conduct"))
    has_license = models.BooleanField(_("licence"))
    inherits_contributing = models.BooleanField(_("CONTRIBUTING from the owner's .github"), default=False)
    inherits_code_of_conduct = models.BooleanField(_("code of conduct from the owner's .github"), default=False)
    release_tag = models.CharField(_("latest release"), max_length=255, default="")
    release_name = models.CharField(_("name of the release"), max_length=255, default="")
    release_url = models.CharField(max_length=500, default="")
    released_at = models.DateTimeField(_("released"), null=True)

    class Meta:
        verbose_name = _("content")
        verbose_name_plural = _("contents")

    def __str__(self) -> str:
        return f"{self.repository_id}: {self.description[:40]}"


class CommitWeek(models.Model):
    """Commits of one week on the default branch, merges among them. Weeks begin on Monday, 00:00 UTC."""

    repository = models.ForeignKey("github.Repository", models.CASCADE, related_name="commit_weeks")
    week = models.DateField(_("week"), help_text=_("Its Monday."))
    commits = models.PositiveIntegerField(_("commits"))
    observed_at = models.DateTimeField(_("observed"))

    class Meta:
        ordering = ["repository_id", "week"]
        verbose_name = _("week of commits")
        verbose_name_plural = _("weeks of commits")
        constraints = [
            models.UniqueConstraint(fields=["repository", "week"], name="github_one_count_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.repository_id} {self.week}: {self.commits}"
