"""Who judges, what they have declared, and how they score."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.models import ChallengePage
from challenges.proposals.models import Proposal
from challenges.reviews.presets import HIGHEST, LOWEST
from challenges.reviews.querysets import DeclarationQuerySet, ReviewerQuerySet, ScoreQuerySet

from .criteria import Criterion

LONGEST_NOTE = 2000


class Reviewer(models.Model):
    """Somebody who judges a challenge's proposals. Without a user: the account is gone, the scores stay."""

    challenge = models.ForeignKey(ChallengePage, models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reviewing")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("named by")
    )
    named_at = models.DateTimeField(_("named"))
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["named_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["challenge", "user"], name="reviewer_once")]

    def __str__(self):
        return f"{self.user} · {self.challenge}"


class Declaration(models.Model):
    """What somebody declared, or a colleague for them, about a proposal: a conflict of interest, or none.

    A conflict counts until the programme office lifts it; the row stays and tells of both."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="declarations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interests_declared")
    has_conflict = models.BooleanField(_("conflict of interest"))
    reason = models.TextField(_("reason"), blank=True, max_length=LONGEST_NOTE)
    declared_at = models.DateTimeField(_("declared"))
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("declared by")
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "user"], name="declaration_once"),
            models.CheckConstraint(name="conflict_has_a_reason", condition=Q(has_conflict=False) | ~Q(reason="")),
            models.CheckConstraint(
                name="only_a_conflict_is_lifted", condition=Q(lifted_at=None) | Q(has_conflict=True)
            ),
        ]
        indexes = [models.Index(fields=["user", "has_conflict"], name="conflict_of_person")]

    def __str__(self):
        return f"{self.user} · {self.proposal_id}"

    @property
    def counts(self):
        """Whether it shuts the person out."""
        return self.has_conflict and self.lifted_at is None


class Score(models.Model):
    """What a reviewer says of a proposal by one criterion. No points: not scored yet, or left open; never 0."""

    reviewer = models.ForeignKey(Reviewer, models.CASCADE, related_name="scores")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=LONGEST_NOTE)
    changed_at = models.DateTimeField(_("changed"))

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "proposal", "criterion"], name="score_once"),
            models.CheckConstraint(
                name="score_is_on_the_scale",
                condition=Q(points=None) | Q(points__gte=LOWEST, points__lte=HIGHEST),
            ),
        ]

    def __str__(self):
        return f"{self.points}"
