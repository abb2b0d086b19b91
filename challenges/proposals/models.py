"""Proposals, who writes them, and what was done with them. All of it is confidential."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.models import ChallengePage

from .stages import COUNTED, Stage

LONGEST_TEXT = 20_000


class Proposal(models.Model):
    """An answer of a company or team to a challenge (an original). `key` is its name in addresses: nobody guesses it.

    Moments are kept in UTC; whether it was in time is a matter of `submitted_at`, taken from the server's clock."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    challenge = models.ForeignKey(ChallengePage, models.PROTECT, related_name="proposals", verbose_name=_("challenge"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.DRAFT)
    organization_name = models.CharField(_("name of the company or team"), max_length=200, blank=True)
    organization_profile = models.TextField(_("who you are"), blank=True, max_length=LONGEST_TEXT)
    approach = models.TextField(_("approach"), blank=True, max_length=LONGEST_TEXT)
    plan = models.TextField(_("plan"), blank=True, max_length=LONGEST_TEXT)
    cost = models.TextField(_("cost"), blank=True, max_length=LONGEST_TEXT)
    people = models.TextField(_("people who do it"), blank=True, max_length=LONGEST_TEXT)
    references = models.TextField(_("references"), blank=True, max_length=LONGEST_TEXT)
    created_at = models.DateTimeField(_("begun"))
    changed_at = models.DateTimeField(_("changed"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                name="proposal_in_the_competition_has_a_time",
                condition=~models.Q(stage__in=list(COUNTED)) | models.Q(submitted_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["challenge", "stage", "submitted_at"], name="proposal_of_challenge")]

    def __str__(self):
        return self.organization_name or str(self.key)


class TeamMember(models.Model):
    """Somebody who writes a proposal. The lead submits and withdraws it; all of the team may write."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        WRITER = "writer", _("writer")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="proposals_written")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.WRITER)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        constraints = [models.UniqueConstraint(fields=["proposal", "user"], name="team_member_once")]

    def __str__(self):
        return f"{self.user} · {self.proposal}"
