"""Decisions: prepared for one team or for several, looked at together, then sent. What was sent stays as it is."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.proposals.models import Proposal
from challenges.proposals.services import move_proposal
from challenges.proposals.stages import Stage, check_move
from challenges.reviews import letters
from challenges.reviews.logs import record
from challenges.reviews.models import Decision

from .locks import lock

UNDECIDED = (Stage.SUBMITTED, Stage.INTERVIEW)
MOST_AT_ONCE = 100
"""Letters that one press sends: more would keep the officer, and everybody else at this challenge, waiting."""


@transaction.atomic
def prepare_decisions(*, challenge, proposals, outcome, reason, by, now):
    """Write the same letter to the teams of these proposals (keys of rows), in the place of what was prepared for them.
    Nobody is told yet. Returns how many.

    Raises ValidationError, and prepares none, before the scores are open to all, without reasons, and where one of them
    has been decided, was withdrawn, or is none that `by` judges."""
    standing = _lock_to_decide(challenge, now)
    if not reason.strip():
        raise ValidationError(_("Write the reasons: the team reads them."), code="no_words")
    found = _undecided(standing, by, proposals)
    for each in found:
        check_move(before=each.stage, after=outcome)
    Decision.objects.prepared().filter(proposal__in=found).delete()
    Decision.objects.bulk_create(
        Decision(proposal=each, outcome=outcome, reason=reason.strip(), written_at=now, written_by=by) for each in found
    )
    return len(found)


@transaction.atomic
def discard_decision(*, proposal, now):
    """Take back what was prepared for this proposal. Raises ValidationError where nothing is: it may have been sent."""
    lock(proposal.challenge, now)
    number, _rows = Decision.objects.prepared().filter(proposal=proposal).delete()
    if not number:
        raise ValidationError(_("Nothing is prepared for this team: it was sent, or taken back before."), code="none")


@transaction.atomic
def send_decisions(*, challenge, seen, by, now):
    """Move each proposal, and write to its team: the first hundred of what is ready. `seen` is the `version_of` the
    letters that were looked at: where somebody has changed one of them since, all are refused. Returns how many."""
    standing = _lock_to_decide(challenge, now)
    ready = letters_ready(standing, by)[:MOST_AT_ONCE]
    if version_of(ready) != seen:
        raise ValidationError(
            _("What is prepared has changed since you looked at it. Nothing was sent: look at it once more."),
            code="changed",
        )
    if not ready:
        raise ValidationError(_("No decision is prepared."), code="none")
    for each in ready:
        _carry_out(each, by=by, now=now)
    letters.of_decisions(standing.challenge, ready)
    record("decide", challenge=standing.challenge, by=by, sent=len(ready))
    return len(ready)


def letters_ready(standing, user):
    """What is prepared and still fits, for proposals that this person judges; in the order of being submitted."""
    if not standing.may_be_decided:
        return []
    mine = set(standing.readable_by(user.pk))
    rows = Decision.objects.of(standing.challenge).that_still_fit().select_related("proposal")
    return [each for each in rows.order_by("proposal__submitted_at", "pk") if each.proposal_id in mine]


def version_of(decisions) -> str:
    """Changes with every word of them."""
    said = [[each.pk, each.outcome, each.reason] for each in decisions]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def _lock_to_decide(challenge, now):
    standing = lock(challenge, now)
    if not standing.may_be_decided:
        raise ValidationError(
            _("Nothing is decided before the scores are in. You can close the scoring early, with a reason."),
            code="early",
        )
    return standing


def _undecided(standing, user, keys):
    keys = set(keys)
    mine = keys & set(standing.readable_by(user.pk))
    rows = Proposal.objects.filter(challenge=standing.challenge, stage__in=UNDECIDED)
    found = [each for each in rows if each.pk in mine]
    if not keys or len(found) < len(keys):
        raise ValidationError(
            _("One of these proposals cannot be decided any more. Look at the list again."), code="decided"
        )
    return found


def _carry_out(decision, *, by, now):
    decision.proposal = move_proposal(
        proposal=decision.proposal, to=decision.outcome, by=by, now=now, reason=decision.reason
    )
    decision.sent_at, decision.sent_by = now, by
    decision.save(update_fields=["sent_at", "sent_by"])
