"""Submitting, withdrawing and taking up again: by the clock, to the moment.

The moment that counts is the one at which the request reached the site, by the server's clock: the view takes it before
it reads what was sent, and hands it on as `now`. Here it is held against the challenge as it stands in the database."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.proposals import letters
from challenges.proposals.fields import LABELS, TEXTS, missing_in, texts_of
from challenges.proposals.lateness import check_in_time
from challenges.proposals.permissions import is_sealed
from challenges.proposals.receipts import digest_of, new_receipt
from challenges.proposals.stages import Stage, check_move

from .attaching import change_attachments
from .locks import lock_with_challenge
from .logs import enter


@transaction.atomic
def submit_proposal(*, proposal, by, now, texts=None):
    """Put it into the envelope as it stands; `texts` are sections to submit instead of those. Returns the version.

    One that is submitted already is submitted anew, if anything has changed since; else its last version is returned.
    Raises ValidationError, and changes nothing: `late` after the deadline, `incomplete` with what is missing."""
    proposal = lock_with_challenge(proposal)
    check_in_time(proposal.challenge, now)
    if proposal.stage != Stage.SUBMITTED:
        check_move(before=proposal.stage, after=Stage.SUBMITTED)
    _take(proposal, texts or {}, now)
    _check_whole(proposal)
    if proposal.stage == Stage.SUBMITTED and (same := _same_as_before(proposal)):
        return same
    proposal.submitted_at, proposal.late_texts = now, {}
    enter(proposal, Stage.SUBMITTED, by=by, now=now)
    version = _freeze(proposal, by, now)
    letters.of_receipt(proposal, version)
    return version


class RefusedFilesError(ValidationError):
    """Some of the files that came with it are not taken, so nothing of it is."""


@transaction.atomic
def resubmit_proposal(*, proposal, by, now, texts, remove=(), uploads=(), problems=()):
    """Texts and files take the place of those in the envelope, all of them or none. Returns the version. `problems` are
    those of files that were too large to arrive.

    Raises RefusedFilesError for the files; else as `submit_proposal`, whose order of locks it begins with: two who do
    this at once wait for each other, and do not block."""
    check_in_time(lock_with_challenge(proposal).challenge, now)
    refused = [*problems, *change_attachments(proposal=proposal, remove=remove, uploads=uploads, by=by, now=now)]
    if refused:
        raise RefusedFilesError(refused)
    return submit_proposal(proposal=proposal, by=by, now=now, texts=texts)


def _take(proposal, texts, now):
    changed = {name: text for name, text in texts.items() if name in TEXTS and text != getattr(proposal, name)}
    for name, text in changed.items():
        setattr(proposal, name, text)
    if changed:
        proposal.changed_at = now


def _check_whole(proposal):
    missing = missing_in(texts_of(proposal))
    if missing:
        names = _(", ").join(str(LABELS[name]) for name in missing)
        said = _("Not submitted yet. These sections are still empty: %(names)s.")
        raise ValidationError(said, params={"names": names}, code="incomplete")


def _same_as_before(proposal):
    last = proposal.versions.last()
    return last if last and last.sha256 == digest_of(texts_of(proposal), _files(proposal)) else None


def _files(proposal):
    return [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in proposal.attachments.all()]


def _freeze(proposal, by, now):
    texts, files = texts_of(proposal), _files(proposal)
    return proposal.versions.create(
        receipt=new_receipt(),
        submitted_at=now,
        submitted_by=by,
        texts=texts,
        attachments=files,
        sha256=digest_of(texts, files),
    )


@transaction.atomic
def keep_late_texts(*, proposal, texts, now):
    """What was to take the place of a submitted text and came too late: kept for the team, and nothing else."""
    proposal = lock_with_challenge(proposal)
    proposal.late_texts = {name: text for name, text in texts.items() if text != getattr(proposal, name)}
    proposal.save(update_fields=["late_texts"])


@transaction.atomic
def withdraw_proposal(*, proposal, by, now):
    """Take it out of the competition. Before the deadline nobody has seen it; afterwards it still counts as one."""
    proposal = lock_with_challenge(proposal)
    check_move(before=proposal.stage, after=Stage.WITHDRAWN)
    was_submitted = proposal.submitted_at is not None
    if is_sealed(proposal.challenge, now):
        proposal.submitted_at = None
    enter(proposal, Stage.WITHDRAWN, by=by, now=now)
    if was_submitted:
        letters.of_withdrawal(proposal, proposal.stage_changes.last())
    return proposal


@transaction.atomic
def reopen_proposal(*, proposal, by, now):
    """Make a draft again of what was withdrawn, before the deadline."""
    proposal = lock_with_challenge(proposal)
    check_in_time(proposal.challenge, now)
    check_move(before=proposal.stage, after=Stage.DRAFT)
    enter(proposal, Stage.DRAFT, by=by, now=now)
    return proposal
