"""Proposals, who writes them, and what was done with them. All of it is confidential.

None of it is known to Wagtail: no page history, no search, no index of references."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from challenges.models import ChallengePage

from .attachments.storage import new_name, private_storage
from .fields import LONGEST_NAME, LONGEST_TEXT
from .querysets import InvitationQuerySet, ProposalQuerySet
from .stages import COUNTED, Stage

MOST_IN_A_TEAM = 20
MOST_ATTACHMENTS = 10


class Unindexed(models.Model):
    """Wagtail keeps track of what refers to a page, and shows it to editors: not of this."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class Proposal(Unindexed):
    """An answer of a company or team to a challenge (an original). `key` is its name in addresses: nobody guesses it.

    Moments are kept in UTC; whether it was in time is a matter of `submitted_at`, taken from the server's clock.
    `submitted_at` is set while it lies in the envelope, and stays when it is withdrawn after the closing. `late_texts`
    is what a submitted one was to say instead, and came too late. `deleted_on` is the day that the team was told."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    challenge = models.ForeignKey(ChallengePage, models.PROTECT, related_name="proposals", verbose_name=_("challenge"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.DRAFT)
    organization_name = models.CharField(_("name of the company or team"), max_length=LONGEST_NAME, blank=True)
    organization_profile = models.TextField(_("profile of the company or team"), blank=True, max_length=LONGEST_TEXT)
    approach = models.TextField(_("approach"), blank=True, max_length=LONGEST_TEXT)
    plan = models.TextField(_("plan"), blank=True, max_length=LONGEST_TEXT)
    cost = models.TextField(_("cost"), blank=True, max_length=LONGEST_TEXT)
    people = models.TextField(_("people who do it"), blank=True, max_length=LONGEST_TEXT)
    references = models.TextField(_("references"), blank=True, max_length=LONGEST_TEXT)
    created_at = models.DateTimeField(_("begun"))
    changed_at = models.DateTimeField(_("changed"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    late_texts = models.JSONField(_("came too late"), default=dict, blank=True)
    deleted_on = models.DateField(_("will be deleted on"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                name="proposal_in_the_competition_has_a_time",
                condition=~models.Q(stage__in=list(COUNTED)) | models.Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_draft_has_no_time",
                condition=~models.Q(stage=Stage.DRAFT) | models.Q(submitted_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["challenge", "stage", "submitted_at"], name="proposal_of_challenge"),
            models.Index(fields=["challenge", "submitted_at"], name="proposal_in_envelope"),
        ]

    def __str__(self):
        return self.organization_name or str(self.key)


class TeamMember(Unindexed):
    """Somebody who writes a proposal. The lead submits and withdraws it; all of the team may write.

    Forms name a member by `key`: numbers that count up would tell how many others there are."""

    class Role(models.TextChoices):
        LEAD = "lead", pgettext_lazy("team", "lead")
        WRITER = "writer", _("writer")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="proposals_written")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.WRITER)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "user"], name="team_member_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=models.Q(role="lead"), name="team_has_one_lead_at_most"
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.proposal}"


class TeamInvitation(Unindexed):
    """Somebody is asked into a team by e-mail; the row goes when it is accepted, declined or has run out.

    It counts for whoever has proved that `email` is theirs. `key` stands in the link."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"))

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a team")
        verbose_name_plural = _("invitations to teams")
        ordering = ["invited_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "email"], name="team_invitation_once")]

    def __str__(self):
        return str(self.key)


class Attachment(Unindexed):
    """A file of a proposal, kept where nothing serves it. `name` is what it was called, `kind` the ending, checked
    against what is in it; `size` in bytes."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="attachments")
    file = models.FileField(storage=private_storage, upload_to=new_name, max_length=200)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=5)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["added_at", "pk"]

    def __str__(self):
        return self.name


class ProposalVersion(Unindexed):
    """A proposal as it was submitted at `submitted_at`, with its receipt. Never changed.

    `texts` are the sections; `attachments` a list of {"name", "size", "sha256"}; `sha256` is of both."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="versions")
    receipt = models.CharField(_("receipt number"), max_length=20, unique=True)
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    texts = models.JSONField()
    attachments = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("version of a proposal")
        verbose_name_plural = _("versions of proposals")
        ordering = ["submitted_at", "pk"]

    def __str__(self):
        return self.receipt


class ProposalStageChange(Unindexed):
    """One line of a proposal's log: it entered `stage`, by whom and why."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="stage_changes")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change of a proposal’s stage")
        verbose_name_plural = _("changes of proposals’ stages")
        ordering = ["changed_at", "pk"]

    def __str__(self):
        return self.get_stage_display()


class AccessLog(Unindexed):
    """Somebody outside of the team has seen, fetched or exported something of a proposal.

    `what` is one of `What`, or a few words of a room above; `detail` names the file."""

    class What(models.TextChoices):
        VIEW = "view", _("read")
        DOWNLOAD = "download", _("attachment fetched")
        PRINT = "print", _("dossier printed")
        EXPORT = "export", _("exported")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    what = models.CharField(_("what"), max_length=100)
    detail = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("access to a proposal")
        verbose_name_plural = _("accesses to proposals")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["proposal", "-at"], name="access_of_proposal")]

    def __str__(self):
        return self.what


class ClosingCount(Unindexed):
    """How many proposals a challenge had when it closed at `closes_at` (None: by hand). It outlives the proposals."""

    challenge = models.OneToOneField(ChallengePage, models.CASCADE, related_name="closing_count")
    number = models.PositiveIntegerField(_("number of proposals"))
    closes_at = models.DateTimeField(_("closes at"), null=True)
    counted_at = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("number of proposals")
        verbose_name_plural = _("numbers of proposals")

    def __str__(self):
        return str(self.number)
