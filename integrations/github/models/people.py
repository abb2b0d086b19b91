"""Who contributed to a repository. A person is GitHub's number; the handle may change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Contributor(models.Model):
    """An account with commits in at least one repository. Anonymous authors are counted, never kept."""

    class Kind(models.TextChoices):
        HUMAN = "human", _("Person")
        BOT = "bot", _("Bot")

    github_id = models.PositiveBigIntegerField(_("GitHub id"), unique=True)
    login = models.CharField(_("handle"), max_length=100)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)

    class Meta:
        ordering = ["github_id"]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")

    def __str__(self) -> str:
        return self.login


class Contribution(models.Model):
    """How many commits somebody has in one repository, by GitHub's list of its contributors."""

    repository = models.ForeignKey("github.Repository", models.CASCADE, related_name="contributions")
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="contributions")
    commits = models.PositiveIntegerField(_("commits"))

    class Meta:
        ordering = ["-commits", "contributor_id"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(fields=["repository", "contributor"], name="github_one_contribution_each"),
        ]

    def __str__(self) -> str:
        return f"{self.contributor_id} {self.repository_id}: {self.commits}"
