"""Projects that people bring in, from the first letter to the page, and what they change in it later."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .querysets import SubmissionQuerySet

MOST_DRAFTS = 20


class Submission(models.Model):
    """What one person has typed about one project, complete and valid or not. Nobody else sees a draft."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("with the moderators")
        SENT_BACK = "sent_back", _("sent back to you")
        PUBLISHED = "published", _("on the site")

    class Reading(models.TextChoices):
        """How far the reading of its repository on GitHub is."""

        NONE = "", _("nothing to read")
        ASKED = "asked", _("being read")
        READ = "read", _("read")
        ABSENT = "absent", _("private, deleted or misspelt")
        BLOCKED = "blocked", _("blocked by GitHub")
        LATER = "later", _("GitHub answers no more questions for now")
        FAILED = "failed", _("GitHub could not be asked")
        NOT_SET_UP = "not_set_up", _("this site cannot ask GitHub")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="submissions")
    project = models.ForeignKey(
        "projects.ProjectPage", models.SET_NULL, null=True, blank=True, related_name="submissions"
    )
    is_edit = models.BooleanField(_("change of a published project"), default=False)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.DRAFT)
    data = models.JSONField(default=dict, help_text="What was typed, by the name of the field.")
    version = models.PositiveIntegerField(default=0, help_text="Grows with every save: two tabs are told apart.")
    base = models.JSONField(default=dict, help_text="What the page said when the change of it was begun.")
    waiting_fields = models.JSONField(default=list, help_text="Names of changed fields that a moderator looks at.")
    repository = models.ForeignKey("github.Repository", models.SET_NULL, null=True, blank=True, related_name="+")
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.NONE, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When the repository was asked for.")
    proposed = models.JSONField(default=dict, help_text="What GitHub or publiccode.yml say, by the name of the field.")
    offered = models.JSONField(default=list, help_text="Names of fields whose proposal the person has seen and saved.")
    remarks = models.JSONField(default=list, help_text="What of a publiccode.yml was left out: [key, message].")
    comment = models.TextField(_("comment of the moderator"), blank=True)
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    removed_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    wagtail_reference_index_ignore = True  # editors are not to be told that a draft "uses" its page

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("project brought in")
        verbose_name_plural = _("projects brought in")
        indexes = [
            models.Index(fields=["user", "-saved_at"], name="submissions_of_person"),
            models.Index(fields=["submitted_at"], name="submission_waiting", condition=models.Q(stage="waiting")),
            models.Index(fields=["removed_at"], name="submission_removed", condition=~models.Q(removed_at=None)),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        typed = str(self.data.get("title") or self.proposed.get("title") or "").strip()
        return typed or (self.project.title if self.project else gettext("(no name yet)"))

    @property
    def is_open(self):
        """May be typed in: neither with the moderators nor done, nor about a page that is no more."""
        is_about_nothing = self.is_edit and self.project_id is None
        return self.stage in {self.Stage.DRAFT, self.Stage.SENT_BACK} and not (self.removed_at or is_about_nothing)

    @property
    def shown(self):
        """What the form shows: what was typed, and proposals where nothing was and none has been seen."""
        news = {name: value for name, value in self.proposed.items() if self.is_news(name)}
        return {**self.data, **news}

    @property
    def news(self):
        """Names of the fields in which the form shows a proposal."""
        return [name for name in self.proposed if self.is_news(name)]

    def is_news(self, name):
        return name not in self.offered and not self.data.get(name)
