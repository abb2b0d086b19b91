"""Deliveries of GitHub's webhooks, so that none is worked off twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WebhookDelivery(models.Model):
    """One delivery that was signed and taken; what it said is not kept."""

    delivery_id = models.CharField(_("delivery"), max_length=64, unique=True, help_text="X-GitHub-Delivery")
    event = models.CharField(_("event"), max_length=64, help_text="X-GitHub-Event")
    received_at = models.DateTimeField(_("received"), db_index=True)

    class Meta:
        ordering = ["-received_at"]
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")

    def __str__(self) -> str:
        return f"{self.event} {self.delivery_id}"
