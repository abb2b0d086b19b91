"""What people can do and projects look for, finer than a role: Python, 図解, 契約書."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.names import BilingualName


class Skill(BilingualName):
    """A skill that is a technology too has the slug of the technology."""

    slug = models.SlugField(_("slug"), unique=True, max_length=60, allow_unicode=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["slug"]
