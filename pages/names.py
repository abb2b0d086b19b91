"""Things that have a name in Japanese and in English."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class BilingualName(models.Model):
    """A name in both languages; the English one may be unknown, then the Japanese one is shown."""

    name_ja = models.CharField(_("name in Japanese"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The name in the reader's language."""
        return self.name_in(get_language())

    def name_in(self, language):
        return self.name_en if language == "en" and self.name_en else self.name_ja
