"""Times at which teams present themselves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from challenges.models import ChallengePage
from challenges.proposals.models import Proposal
from challenges.reviews.querysets import SlotQuerySet


class Slot(models.Model):
    """A time for one interview. Moments are kept in UTC, typed and shown in Japan's time.

    A slot has one proposal and a proposal one slot: the column is unique."""

    challenge = models.ForeignKey(ChallengePage, models.CASCADE, related_name="interview_slots")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(_("link to the online meeting"), max_length=500, blank=True)
    proposal = models.OneToOneField(
        Proposal, models.SET_NULL, null=True, blank=True, related_name="interview_slot", verbose_name=_("proposal")
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("offered by")
    )
    changed_at = models.DateTimeField(_("changed"))

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("time for an interview")
        verbose_name_plural = _("times for interviews")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(name="slot_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="slot_is_somewhere", condition=~Q(place="") | ~Q(link="")),
        ]
        indexes = [models.Index(fields=["challenge", "starts_at"], name="slot_of_challenge")]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
