"""Claiming a project that nobody looks after. A moderator decides."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from projects.joining import letters
from projects.joining.logs import record
from projects.joining.models import Claim, JoinRequest
from projects.joining.standing import check_may_claim, standing_of

from .locks import lock
from .members import make_owner

State = Claim.State


@transaction.atomic
def claim_project(*, project, user, reason, now):
    """Say that `user` wants to look after `project`. Whoever claims twice is given the claim that is open."""
    project = lock(project)
    standing = standing_of(user, project, now)
    if standing.claim:
        return standing.claim
    check_may_claim(project, standing)
    claim = Claim.objects.create(project=project, user=user, reason=reason, claimed_at=now)
    record("claim", project=project, by=user, claim=claim.pk)
    letters.of_claim(claim)
    return claim


@transaction.atomic
def approve_claim(*, claim, by, now, note=""):
    """Make the claimant the owner; other claims of the project have lost their reason. Raises ValidationError where
    the claim was decided, somebody else has become the owner, or the account was switched off, in between."""
    claim = _locked(claim)
    check_may_claim(claim.project, None)
    if not claim.user.is_active:
        raise ValidationError(_("This account is suspended, so it cannot look after a project."), code="inactive")
    make_owner(project=claim.project, user=claim.user, by=by, now=now)
    _decide(claim, State.APPROVED, by=by, now=now, note=note)
    record("approve_claim", project=claim.project, by=by, claim=claim.pk, person=claim.user_id)
    letters.of_claim_decided(claim, waiting=JoinRequest.objects.open().filter(project=claim.project).count())
    for other in Claim.objects.open().filter(project=claim.project):
        reject_claim(claim=other, by=by, now=now, note=_note_for(other))
    return claim


@transaction.atomic
def reject_claim(*, claim, by, now, note):
    """`note` is for the claimant: why not, and what they could do."""
    if not note.strip():
        raise ValidationError(_("Write why: the person reads it."), code="no_words")
    claim = _locked(claim)
    _decide(claim, State.REJECTED, by=by, now=now, note=note)
    record("reject_claim", project=claim.project, by=by, claim=claim.pk, person=claim.user_id)
    letters.of_claim_decided(claim)
    return claim


@transaction.atomic
def withdraw_claim(*, claim, now):
    claim = _locked(claim)
    _decide(claim, State.WITHDRAWN, by=claim.user, now=now, note="")
    record("withdraw_claim", project=claim.project, by=claim.user, claim=claim.pk)
    return claim


def _note_for(claim):
    with override(claim.user.profile.mail_language):
        return _("Somebody else looks after the project now. You can ask to join it.")


def _locked(claim):
    project = lock(claim.project)
    claim = Claim.objects.select_related("user__profile").get(pk=claim.pk)
    claim.project = project
    if claim.state != State.OPEN:
        stands = claim.get_state_display()
        raise ValidationError(_("Nothing was changed: this claim is “%(state)s” already.") % {"state": stands})
    return claim


def _decide(claim, state, *, by, now, note):
    claim.state, claim.decided_at, claim.decided_by, claim.note = state, now, by, note
    claim.save(update_fields=["state", "decided_at", "decided_by", "note"])
