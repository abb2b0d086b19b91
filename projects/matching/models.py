"""What somebody does not want to be shown again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HiddenNeed(models.Model):
    """Not for this person, who may take it back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hidden_needs")
    need = models.ForeignKey("projects.Need", models.CASCADE, related_name="hidden_from")
    hidden_at = models.DateTimeField(_("hidden"))

    class Meta:
        verbose_name = _("hidden need")
        verbose_name_plural = _("hidden needs")
        constraints = [models.UniqueConstraint(fields=["user", "need"], name="need_hidden_once")]

    def __str__(self):
        return str(self.need)
