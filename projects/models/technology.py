"""What projects are made with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Technology(models.Model):
    """A language, framework or tool, by the name that it gives itself."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("technology")
        verbose_name_plural = _("technologies")
        ordering = ["name"]

    def __str__(self):
        return self.name
