"""What is decided about proposals, with the reasons that the teams read."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.proposals.models import Proposal
from challenges.proposals.stages import Stage
from challenges.reviews.querysets import DecisionQuerySet

LONGEST_REASON = 5000
OUTCOMES = (Stage.INTERVIEW, Stage.SELECTED, Stage.DECLINED)


class Decision(models.Model):
    """A letter to a team: prepared, looked at with all others, then sent. What was sent stays as it is."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=10, choices=[(stage.value, stage.label) for stage in OUTCOMES])
    reason = models.TextField(_("reasons"), max_length=LONGEST_REASON)
    written_at = models.DateTimeField(_("written"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal"], condition=Q(sent_at=None), name="decision_prepared_once"),
            models.UniqueConstraint(
                fields=["proposal", "outcome"], condition=Q(sent_at__isnull=False), name="decision_sent_once"
            ),
            models.CheckConstraint(name="decision_has_reasons", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.proposal_id} → {self.outcome}"
