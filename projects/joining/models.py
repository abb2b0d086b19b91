"""Who belongs to a project, and who has asked to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import ClaimQuerySet, HandoverQuerySet, JoinRequestQuerySet, MembershipQuerySet

LONGEST_MESSAGE = 5000


class Membership(models.Model):
    """A person in a project. Rows are of originals; whoever has left has no row, the page's log remembers."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        MEMBER = "member", _("member")
        MENTOR = "mentor", _("mentor")

    project = models.ForeignKey("projects.ProjectPage", models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(_("since"))
    is_shown = models.BooleanField(_("shown on the project’s page"), default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="membership_once")]
        indexes = [models.Index(fields=["user", "role"], name="membership_of_person")]

    def __str__(self):
        return f"{self.user} · {self.project} ({self.get_role_display()})"


class JoinRequest(models.Model):
    """Somebody asks to join. Which moves are allowed stands in `stages.py`.

    `to_be_shown` is what they said about their name; None where they were not asked."""

    class Stage(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    project = models.ForeignKey("projects.ProjectPage", models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    need = models.ForeignKey("projects.Need", models.SET_NULL, null=True, blank=True, related_name="join_requests")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.ASKED)
    asked_at = models.DateTimeField(_("asked"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    to_be_shown = models.BooleanField(_("shown on the project’s page"), null=True, blank=True)
    waits_for_owner_since = models.DateTimeField(_("waits for an owner since"), null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(_("reminders sent"), default=0)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"],
                condition=models.Q(stage__in=["asked", "answered"]),
                name="join_request_open_once",
            ),
            models.CheckConstraint(
                name="join_request_decided_has_a_time",
                condition=models.Q(stage__in=["asked", "answered"], decided_at=None)
                | ~models.Q(stage__in=["asked", "answered"]) & ~models.Q(decided_at=None),
            ),
        ]
        indexes = [models.Index(fields=["stage", "waits_for_owner_since"], name="join_request_waiting")]

    def __str__(self):
        return f"{self.user} · {self.project} ({self.get_stage_display()})"


class JoinMessage(models.Model):
    """What is said about a request; the first is the asking itself."""

    request = models.ForeignKey(JoinRequest, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("message"), max_length=LONGEST_MESSAGE)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return self.text[:60]


class Handover(models.Model):
    """An owner offers the project to somebody, who takes it or not."""

    class State(models.TextChoices):
        OFFERED = "offered", _("offered")
        TAKEN = "taken", _("taken")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    project = models.ForeignKey("projects.ProjectPage", models.CASCADE, related_name="handovers")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    offered_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="handovers")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OFFERED)
    leaves = models.BooleanField(_("the owner leaves then"), default=False)
    offered_at = models.DateTimeField(_("offered"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(state="offered"), name="handover_one_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.project} → {self.offered_to} ({self.get_state_display()})"


class Claim(models.Model):
    """Somebody says that a project without an owner is, or shall be, theirs. A moderator decides."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    project = models.ForeignKey("projects.ProjectPage", models.CASCADE, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    reason = models.TextField(_("why"), max_length=LONGEST_MESSAGE)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    claimed_at = models.DateTimeField(_("claimed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    note = models.TextField(_("note of the moderator"), blank=True, max_length=LONGEST_MESSAGE)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"], condition=models.Q(state="open"), name="claim_open_once"
            )
        ]

    def __str__(self):
        return f"{self.user} · {self.project} ({self.get_state_display()})"
