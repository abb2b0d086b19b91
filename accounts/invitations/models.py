"""Who is asked to look after a space, and who does or did.

What somebody may do goes by the group of the space (pages.models.Space) alone; the rows here say since when, and by
whom. Whatever changes the group, `signals.py` keeps them in step."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .mailboxes import LONGEST
from .querysets import InvitationQuerySet, SpaceMembershipQuerySet

ANSWERED = Q(accepted_at__isnull=False) | Q(withdrawn_at__isnull=False)


class Invitation(models.Model):
    """An address that is asked to look after a space. `email` is normalised (mailboxes.py), `token_hash` the digest of
    the secret in the latest mail; sending it again makes a new one."""

    space = models.ForeignKey("pages.Space", models.CASCADE, related_name="space_invitations")
    email = models.EmailField(_("e-mail address"), max_length=LONGEST)
    language = models.CharField(
        _("language of the mail"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("works until"))
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(_("last sent"))
    times_sent = models.PositiveSmallIntegerField(_("times sent"), default=1)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        permissions = [("look_after_all_spaces", _("Can invite people to all spaces"))]
        constraints = [
            models.UniqueConstraint(fields=["space", "email"], condition=~ANSWERED, name="invitation_open_once"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_has_one_answer"
            ),
        ]

    def __str__(self):
        return f"{self.space} · {self.pk}"


class SpaceMembership(models.Model):
    """A time in which a person looks after a space. `since` is None where nobody wrote it down, `invited_by` where
    nobody did, `ended_by` where an administrator changed the group or the account."""

    class End(models.TextChoices):
        LEFT = "left", _("left by themselves")
        REMOVED = "removed", _("was taken out")
        CLOSED = "closed", _("the account was suspended")

    space = models.ForeignKey("pages.Space", models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="space_memberships")
    since = models.DateTimeField(_("since"), null=True, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    end = models.CharField(_("how it ended"), max_length=10, choices=End, blank=True)

    objects = SpaceMembershipQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("membership of a space")
        verbose_name_plural = _("memberships of spaces")
        constraints = [
            models.UniqueConstraint(fields=["space", "user"], condition=Q(ended_at=None), name="space_membership_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | Q(ended_at__isnull=False) & ~Q(end=""),
                name="space_membership_end_has_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.space}"
