"""What a person tells of themselves, and who may see which part of it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.abilities import Effort, Place
from accounts.querysets import ProfileQuerySet
from pages.models import Topic
from regions.models import Region

from .skill import Skill

MOST_LETTERS = 2000
HANDLE = RegexValidator(r"^[a-z0-9](?:-?[a-z0-9])*$", _("Use small letters a to z, digits, and hyphens between them."))


class Profile(models.Model):
    """Everybody with an account has one. What is not in `public_parts` is for the person alone."""

    class Part(models.TextChoices):
        """What can be shown or kept back, one by one."""

        INTRODUCTION = "introduction", _("introduction")
        SKILLS = "skills", _("roles and skills")
        TOPICS = "topics", _("interests")
        REGIONS = "regions", _("regions")
        LANGUAGES = "languages", _("languages")
        AVAILABILITY = "availability", _("time")
        PROJECTS = "projects", _("projects")
        EVENTS = "events", _("events")
        CONTRIBUTIONS = "contributions", _("contributions on GitHub")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    handle = models.CharField(_("handle"), max_length=39, validators=[HANDLE])
    name = models.CharField(_("name that others see"), max_length=100, blank=True)
    mail_language = models.CharField(
        _("language of mails"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    introduction = models.TextField(_("introduction"), blank=True, max_length=MOST_LETTERS)
    roles = models.JSONField(_("roles"), default=list, blank=True, help_text="Values of accounts.abilities.Role.")
    skills = models.ManyToManyField(Skill, verbose_name=_("skills"), blank=True, related_name="people")
    topics = models.ManyToManyField(Topic, verbose_name=_("interests"), blank=True, related_name="people")
    regions = models.ManyToManyField(Region, verbose_name=_("regions"), blank=True, related_name="people")
    languages = models.JSONField(
        _("languages"), default=list, blank=True, help_text="Values of accounts.abilities.SpokenLanguage."
    )
    effort = models.CharField(_("time"), max_length=10, choices=Effort, blank=True)
    place = models.CharField(_("place"), max_length=10, choices=Place, blank=True)
    hours_a_week = models.PositiveSmallIntegerField(
        _("hours a week"), null=True, blank=True, validators=[MaxValueValidator(168)]
    )
    is_public = models.BooleanField(_("has a public page"), default=False)
    public_parts = models.JSONField(_("what the public page shows"), default=list, blank=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.UniqueConstraint(
                Lower("handle"),
                name="profile_handle_once",
                violation_error_message=_("Somebody else has this handle. Choose another."),
            ),
        ]

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self):
        """What others see: never the e-mail address."""
        return self.name or self.handle

    @property
    def has_page(self):
        """Whether others can see it: of an account that was suspended or closed nothing is shown."""
        return self.is_public and self.user.is_active

    @property
    def page_url(self):
        """The path of the public page for the current reader; empty where there is none."""
        return reverse("person", args=[self.handle]) if self.has_page else ""

    def shows(self, part):
        return self.has_page and part in self.public_parts


class FormerHandle(models.Model):
    """A handle that a person had before; addresses with it lead to the person, and nobody else can take it."""

    handle = models.CharField(_("handle"), max_length=39, unique=True)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="former_handles")
    given_up_at = models.DateTimeField(_("given up"), auto_now_add=True)

    class Meta:
        verbose_name = _("former handle")
        verbose_name_plural = _("former handles")

    def __str__(self):
        return self.handle
