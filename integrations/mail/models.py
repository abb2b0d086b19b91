"""Mail that waits to be sent, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import LetterQuerySet


class Letter(models.Model):
    """One mail to one person. `key` says what it is about: what was posted once is never posted again."""

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(_("to"), max_length=320, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    message = models.JSONField(help_text="What django.core.mail.EmailMultiAlternatives is made of.")
    message_id = models.CharField(max_length=200, unique=True, help_text="The same in every attempt.")
    posted_at = models.DateTimeField(_("posted"))
    due_at = models.DateTimeField(
        _("next attempt"), help_text="While a delivery is under way: when it is taken for dead."
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    erased_at = models.DateTimeField(
        _("erased"), null=True, blank=True, help_text="When address and words were forgotten; the key stays."
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(fields=["due_at"], name="letter_waiting", condition=models.Q(sent_at=None, given_up_at=None))
        ]
        constraints = [
            models.CheckConstraint(
                name="letter_is_not_sent_and_given_up", condition=models.Q(sent_at=None) | models.Q(given_up_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
