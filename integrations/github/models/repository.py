"""A repository is its numeric id; everything else about it, its name included, may change."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrations.github.names import web_address
from integrations.github.querysets import RepositoryNameQuerySet, RepositoryQuerySet

LONGEST_NAME = 140  # an owner's 39 characters, a slash, a name's 100


class Status(models.TextChoices):
    """What `export_repositories` prints, word for word."""

    ACTIVE = "active", _("Active")
    ARCHIVED = "archived", _("Archived")
    GONE = "private_or_deleted", _("Private or deleted")
    BLOCKED = "blocked", _("Blocked by GitHub")
    PENDING = "pending", _("Not asked for yet")


class ErrorKind(models.TextChoices):
    """Why the last attempt brought nothing; docs/github.md says what to do about each."""

    OVERLOADED = "overloaded", _("GitHub took too long")
    CONNECTION = "connection", _("The connection broke")
    INCOMPLETE = "incomplete", _("The answer was incomplete")
    UNREACHABLE = "unreachable", _("Not found at the last check")
    CONTRADICTION = "contradiction", _("GitHub gave two different answers")
    FORBIDDEN = "forbidden", _("The token may not read it")
    REJECTED = "rejected", _("GitHub refused the request")


class Repository(models.Model):
    """One GitHub repository. Figures are in `latest_snapshot`; a failed attempt never touches them."""

    github_id = models.PositiveBigIntegerField(_("GitHub id"), null=True, blank=True, unique=True, editable=False)
    node_id = models.CharField(max_length=100, default="", blank=True, editable=False)
    full_name = models.CharField(_("name"), max_length=LONGEST_NAME, help_text=_("owner/name on GitHub"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PENDING, editable=False)
    latest_snapshot = models.OneToOneField(
        "github.Snapshot", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    last_human_commit_at = models.DateTimeField(
        _("last commit by a person"),
        null=True,
        editable=False,
        help_text=_("On the default branch, as far as it was seen; bots do not count."),
    )
    last_human_issue_at = models.DateTimeField(
        _("last issue or pull request by a person"),
        null=True,
        editable=False,
        help_text=_("Opened, as far as it was seen; bots do not count."),
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    moved_at = models.DateTimeField(_("renamed or transferred"), null=True, editable=False)
    unreachable_since = models.DateTimeField(_("unreachable since"), null=True, editable=False)
    absence_confirmed_at = models.DateTimeField(null=True, editable=False, help_text="When REST last said so.")

    due_at = models.DateTimeField(default=timezone.now, editable=False)
    attempted_at = models.DateTimeField(null=True, editable=False)
    claimed_by = models.CharField(max_length=32, default="", editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)

    failures = models.PositiveIntegerField(default=0, editable=False, help_text="Attempts failed in a row.")
    error_kind = models.CharField(_("last error"), max_length=20, choices=ErrorKind, default="", editable=False)
    error_message = models.CharField(max_length=500, default="", editable=False)
    error_at = models.DateTimeField(null=True, editable=False)

    objects = RepositoryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("repository")
        verbose_name_plural = _("repositories")
        constraints = [
            # Two rows may share a name (a reused one is another repository), but not before they are told apart.
            models.UniqueConstraint(
                Lower("full_name"), condition=Q(github_id=None), name="github_one_unresolved_row_a_name"
            ),
            models.CheckConstraint(
                condition=Q(github_id__isnull=False) | ~Q(status__in=[Status.ACTIVE, Status.ARCHIVED]),
                name="github_known_repository_has_an_id",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="github_status_is_known"),
            models.CheckConstraint(
                condition=Q(claimed_by="", claimed_until=None) | (~Q(claimed_by="") & Q(claimed_until__isnull=False)),
                name="github_claim_has_an_end",
            ),
        ]
        indexes = [
            models.Index(Lower("full_name"), name="github_repository_by_name"),
            models.Index(fields=["due_at", "id"], name="github_repository_due"),
            models.Index(fields=["claimed_by"], name="github_claimed", condition=~Q(claimed_by="")),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def url(self) -> str:
        """Where people read it; GitHub itself redirects old names."""
        return f"{web_address()}/{self.full_name}"

    @property
    def is_gone(self) -> bool:
        return self.status in {Status.GONE, Status.BLOCKED}


class RepositoryName(models.Model):
    """A name that a repository no longer has; addresses with it lead to the repository."""

    repository = models.ForeignKey(Repository, models.CASCADE, related_name="old_names")
    full_name = models.CharField(_("name"), max_length=LONGEST_NAME)
    until = models.DateTimeField(_("until"), help_text=_("When it was first seen under another name."))

    objects = RepositoryNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.UniqueConstraint("repository", Lower("full_name"), name="github_former_name_once"),
        ]
        indexes = [models.Index(Lower("full_name"), name="github_former_name")]

    def __str__(self) -> str:
        return self.full_name
