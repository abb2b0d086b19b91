"""Adding files to a proposal and taking them away. The bytes follow the rows: see `signals.py`."""

from contextlib import contextmanager
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.proposals.attachments.checks import checked
from challenges.proposals.models import MOST_ATTACHMENTS, Attachment
from challenges.proposals.permissions import takes_proposals
from challenges.proposals.stages import Stage

from .locks import lock


@transaction.atomic
def add_attachment(*, proposal, upload, by, now) -> Attachment:
    """Keep an uploaded file. Raises ValidationError, and keeps nothing, where its name or content is refused or there
    are many already. The same file under the same name is kept once."""
    found = checked(upload)
    proposal = lock(proposal)
    _check_open(proposal, now)
    same = proposal.attachments.filter(name=found.name, sha256=found.sha256).first()
    if same:
        return same
    if proposal.attachments.count() >= MOST_ATTACHMENTS:
        said = _("“%(name)s” was not added: a proposal has at most %(most)d attachments.")
        raise ValidationError(said, params={"name": found.name, "most": MOST_ATTACHMENTS}, code="too_many")
    row = Attachment(proposal=proposal, added_by=by, added_at=now, **found.columns)
    with _file_only_with_its_row(row):
        row.file.save(found.name, upload, save=False)
        row.save()
    _touch(proposal, now)
    return row


@contextmanager
def _file_only_with_its_row(row):
    try:
        yield
    except BaseException:
        if row.file:
            row.file.storage.delete(row.file.name)
        raise


@transaction.atomic
def remove_attachment(*, attachment, now):
    proposal = lock(attachment.proposal)
    _check_open(proposal, now)
    for row in proposal.attachments.filter(pk=attachment.pk):
        row.delete()
    _touch(proposal, now)


def change_attachments(*, proposal, remove, uploads, by, now) -> list[str]:
    """Take away and add, one by one. What is refused keeps nothing else back; returns what is wrong with it."""
    changes = [partial(remove_attachment, attachment=each, now=now) for each in remove]
    changes += [partial(add_attachment, proposal=proposal, upload=each, by=by, now=now) for each in uploads]
    problems: list[str] = []
    for change in changes:
        try:
            change()
        except ValidationError as error:
            problems += error.messages
    return problems


def _check_open(proposal, now):
    """Those of a draft change at any time; those of what is submitted while it may be submitted anew, see there."""
    in_time = proposal.stage == Stage.SUBMITTED and takes_proposals(proposal.challenge, now)
    if proposal.stage != Stage.DRAFT and not in_time:
        raise ValidationError(_("The attachments of this proposal cannot be changed any more."), code="no_draft")


def _touch(proposal, now):
    proposal.changed_at = now
    proposal.save(update_fields=["changed_at"])
