"""When each kind of regular work was last done."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegularWork(models.Model):
    """A kind of work and its last round, which is under way, or was cut off, while it was done before it was begun."""

    name = models.CharField(_("name"), max_length=100, primary_key=True)
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    done_at = models.DateTimeField(_("last done"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=300, blank=True)
    failed = models.BooleanField(_("failed"), default=False)

    class Meta:
        verbose_name = _("regular work")
        verbose_name_plural = _("regular work")

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """When the worker's own schedule does what is due the next time; one row."""

    due_at = models.DateTimeField(_("at"), null=True)

    class Meta:
        verbose_name = _("round of regular work")
        verbose_name_plural = _("rounds of regular work")

    def __str__(self) -> str:
        return str(self.due_at)
