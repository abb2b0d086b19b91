"""Conflicts of interest: declared by oneself or by an officer, lifted by the programme office alone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.reviews import letters
from challenges.reviews.logs import record
from challenges.reviews.models import Declaration, Reviewer

from .locks import lock
from .scoring import reveal_if_all_are_in


@transaction.atomic
def declare(*, challenge, user, by, now, none=(), conflicts=None):
    """Say for `user` with which proposals there is no conflict (`none`: their keys), and with which there is one
    (`conflicts`: {key: reason}). What was declared a conflict stays one; who had none may have one later.

    Raises ValidationError for what is not judged here, for a conflict without a reason, and before the closing."""
    conflicts = conflicts or {}
    standing = lock(challenge, now)
    _check(standing, none, conflicts)
    known = {each.proposal_id: each for each in Declaration.objects.of(challenge).filter(user=user)}
    Declaration.objects.bulk_create(
        Declaration(proposal_id=key, user=user, has_conflict=False, declared_at=now, declared_by=by)
        for key in none
        if key not in known
    )
    for key, reason in conflicts.items():
        _declare_conflict(standing, known.get(key), key, reason.strip(), user=user, by=by, now=now)
    standing.forget()
    reveal_if_all_are_in(standing, now)


def _check(standing, none, conflicts):
    if standing.is_sealed:
        raise ValidationError(_("The challenge still takes proposals: who has applied is told when it has closed."))
    if not {*none, *conflicts} <= set(standing.proposals):
        raise ValidationError(_("One of these proposals is not judged any more. Look at the list again."))
    if any(not reason.strip() for reason in conflicts.values()):
        raise ValidationError(_("Write in a few words what the conflict is."), code="no_reason")


def _declare_conflict(standing, known, key, reason, *, user, by, now):
    if known and known.counts:
        return
    row = known or Declaration(proposal_id=key, user=user)
    row.has_conflict, row.reason, row.declared_at, row.declared_by = True, reason, now, by
    row.lifted_at = row.lifted_by = None
    row.save()
    entry = record("conflict", challenge=standing.challenge, by=by, proposal=key, person=user.pk)
    if by.pk != user.pk:
        letters.of_conflict(standing.challenge, row, entry, by=by)


@transaction.atomic
def lift_conflict(*, declaration, by, now):
    """The conflict counts no more; the row tells that it did. A reviewer who had handed in is asked for the rest,
    unless the scores are open already. That `by` is the programme office is the caller's question."""
    standing = lock(declaration.proposal.challenge, now)
    declaration = Declaration.objects.select_related("user__profile", "proposal").get(pk=declaration.pk)
    if not declaration.counts:
        raise ValidationError(_("Nothing was changed: this conflict does not count any more."), code="lifted")
    declaration.lifted_at, declaration.lifted_by = now, by
    declaration.save(update_fields=["lifted_at", "lifted_by"])
    if not standing.is_revealed:
        Reviewer.objects.of(standing.challenge).filter(user=declaration.user).update(handed_in_at=None)
    entry = record(
        "lift", challenge=standing.challenge, by=by, proposal=declaration.proposal_id, person=declaration.user_id
    )
    letters.of_lifting(standing.challenge, declaration, entry, by=by)
    return declaration
