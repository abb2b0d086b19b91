"""Forms that were sent. A row lives as long as the form's seal and the limits need it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SentForm(models.Model):
    """One form that was accepted. `content` is a digest of what was in it, `network` one of where it came from:
    neither the text nor the address is kept."""

    number = models.CharField(max_length=32, unique=True)
    purpose = models.CharField(max_length=30)
    content = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    network = models.CharField(max_length=64)
    at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")
        indexes = [
            models.Index(fields=["purpose", "user", "at"], name="sent_by_person"),
            models.Index(fields=["purpose", "network", "at"], name="sent_from_network"),
            models.Index(fields=["at"], name="sent_at"),
        ]

    def __str__(self):
        return f"{self.purpose} {self.number}"
