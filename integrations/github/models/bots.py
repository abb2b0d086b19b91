"""Bots that nothing marks as such, as the editors list them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class ListedBot(models.Model):
    """An account that counts as a bot although GitHub calls it a user. Changed through `bot_list.py` only."""

    login = models.CharField(_("handle"), max_length=100, help_text=_("As on GitHub, without @."))
    reason = models.CharField(_("why it is a bot"), max_length=200, blank=True, default="")
    added_at = models.DateTimeField(_("added"), auto_now_add=True, editable=False)

    class Meta:
        ordering = [Lower("login")]
        verbose_name = _("listed bot")
        verbose_name_plural = _("listed bots")
        constraints = [
            models.UniqueConstraint(
                Lower("login"), name="github_bot_listed_once", violation_error_message=_("It is listed already.")
            ),
        ]

    def __str__(self) -> str:
        return self.login
