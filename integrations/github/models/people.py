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
    is_bot_by_type = models.BooleanField(default=False, help_text="By GitHub's own word, not by the list of bots.")

    class Meta:
        ordering = ["github_id"]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")

    def __str__(self) -> str:
        return self.login


class ContributorChoice(models.Model):
    """What is told of a person, by that person's or an administrator's choice. It outlives every sync, and the rows
    that it is about."""

    class Choice(models.TextChoices):
        SHOWN = "shown", _("Shown by name")
        ANONYMISED = "anonymised", _("Shown without a name")
        REMOVED = "removed", _("Not kept")

    github_id = models.PositiveBigIntegerField(_("GitHub id"), unique=True)
    choice = models.CharField(_("choice"), max_length=10, choices=Choice)
    by_person = models.BooleanField(_("by the person"), default=False)
    chosen_at = models.DateTimeField(_("chosen"))

    class Meta:
        ordering = ["github_id"]
        verbose_name = _("choice of a contributor")
        verbose_name_plural = _("choices of contributors")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(choice__in=["shown", "anonymised", "removed"]), name="github_choice_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.github_id}: {self.choice}"


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
