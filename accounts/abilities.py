"""What people can do, speak and have time for; what projects ask for is said in the same words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    DEVELOPMENT = "development", _("development")
    DESIGN = "design", _("design")
    DATA = "data", _("data")
    WRITING = "writing", _("writing")
    TRANSLATION = "translation", _("translation")
    RESEARCH = "research", _("research")
    ORGANIZING = "organizing", _("organizing")
    FIELD = "field", _("knowledge of the field")
    TESTING = "testing", _("trying it out")
    OTHER = "other", _("other")


class Effort(models.TextChoices):
    """How much time a task takes, or a person has; from little to much."""

    HOUR = "hour", _("an hour, once")
    DAY = "day", _("a day or so, once")
    WEEKLY = "weekly", _("a few hours a week")
    DAYS = "days", _("a day or more a week")


class Place(models.TextChoices):
    ONLINE = "online", _("online")
    ON_SITE = "on_site", _("on site")
    EITHER = "either", _("online or on site")


class SpokenLanguage(models.TextChoices):
    JAPANESE = "ja", _("Japanese")
    ENGLISH = "en", _("English")
    CHINESE = "zh", _("Chinese")
    KOREAN = "ko", _("Korean")
    PORTUGUESE = "pt", _("Portuguese")
    VIETNAMESE = "vi", _("Vietnamese")
    OTHER = "other", _("another language")
