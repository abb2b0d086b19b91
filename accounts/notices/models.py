"""What people follow, and what they are told."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .querysets import FollowQuerySet, NoticeQuerySet

LONGEST_TARGET = 1000


class Pace(models.TextChoices):
    """How soon a person is told by mail."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("never")


class Follow(models.Model):
    """A person wants to hear of something. `target` is a page's key, a slug, a national code or a search's query."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("project")
        TOPIC = "topic", _("topic")
        REGION = "region", _("region")
        SEARCH = "search", _("saved search")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    target = models.CharField(_("what"), max_length=LONGEST_TARGET)
    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text="Of a saved search: as the person calls it."
    )
    since = models.DateTimeField(_("since"))
    looked_at = models.DateTimeField(null=True, blank=True, help_text="Of a saved search: when it was last run.")

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "target"], name="follow_once")]
        indexes = [models.Index(fields=["kind", "target"], name="followers_of")]

    def __str__(self):
        return f"{self.user}: {self.kind} {self.target}"


class NoticeChoice(models.Model):
    """How soon a person wants to be told of a kind of notice. Without a row: as the kind says."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices")
    kind = models.CharField(_("kind"), max_length=30)
    pace = models.CharField(_("how soon"), max_length=10, choices=Pace)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notice_choice_once")]

    def __str__(self):
        return f"{self.user}: {self.kind} {self.pace}"


class Notice(models.Model):
    """Something that a person is told. In their language, as it was when it happened."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(max_length=200, help_text="What happened: nobody is told twice.")
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    url = models.CharField(_("address"), max_length=3000, help_text="A path of this site, without a language.")
    because = models.CharField(_("because"), max_length=300, blank=True, help_text="Why this person is told.")
    happened_at = models.DateTimeField(_("happened"))
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    pace = models.CharField(max_length=10, choices=Pace)
    letter = models.ForeignKey("mail.Letter", models.SET_NULL, null=True, blank=True, related_name="notices")
    mailed_at = models.DateTimeField(null=True, blank=True, help_text="When it was put into a letter.")
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-happened_at"], name="notices_of_person"),
            models.Index(fields=["pace", "user"], name="notice_waits", condition=models.Q(mailed_at=None)),
        ]

    def __str__(self):
        return self.title
