"""Writes about drafts: beginning, keeping, deleting and bringing them back."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.github.services import follow
from integrations.publiccode.records import PublicCode

from .models import MOST_DRAFTS, Submission
from .moderation import withdraw
from .proposals import from_publiccode
from .tasks import read_repository

Reading = Submission.Reading
ASKED_ANEW_AFTER = timedelta(minutes=5)


class ChangedElsewhereError(Exception):
    """The draft was saved from another window in between. Carries it as it is now."""

    def __init__(self, submission):
        super().__init__(str(submission))
        self.submission = submission


@transaction.atomic
def begin_by_hand(*, user) -> Submission:
    """A blank draft; the one that is still blank, where there is one."""
    blank = Submission.objects.of(user).drafts().filter(version=0, proposed={}, repository=None).first()
    return blank or _begin(user)


@transaction.atomic
def begin_from_github(*, user, full_name: str) -> Submission:
    """A draft that waits for what GitHub says; the one about this repository, where there is one."""
    repository = follow(full_name=full_name)
    known = Submission.objects.of(user).drafts().filter(repository=repository).first()
    submission = known or _begin(user, proposed={"repositories": repository.full_name}, repository=repository)
    return ask_github(submission=submission)


@transaction.atomic
def ask_github(*, submission) -> Submission:
    """Have the repository of the draft read in the background, unless it is being read."""
    asked = submission.reading == Reading.ASKED and submission.asked_at > timezone.now() - ASKED_ANEW_AFTER
    if submission.repository_id and submission.reading != Reading.READ and not asked:
        submission.reading, submission.asked_at = Reading.ASKED, timezone.now()
        submission.save(update_fields=["reading", "asked_at"])
        transaction.on_commit(lambda: read_repository.enqueue(submission.pk))
    return submission


@transaction.atomic
def begin_from_publiccode(*, user, read: PublicCode) -> Submission:
    remarks = [[remark.key, remark.message] for remark in read.remarks]
    return _begin(user, proposed=from_publiccode(read), remarks=remarks)


def _begin(user, **fields):
    if Submission.objects.of(user).drafts().count() >= MOST_DRAFTS:
        raise ValidationError(
            _("You have %(most)d drafts, which is the most. Submit or delete one of them first.")
            % {"most": MOST_DRAFTS}
        )
    return Submission.objects.create(user=user, **fields)


@transaction.atomic
def keep(*, submission, data: dict, version: int, offered=()) -> Submission:
    """Keep what was typed. Raises ChangedElsewhereError where `version` is no longer the last one and it differs.

    `offered` are the names of fields in which the person has seen a proposal."""
    now = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if not now.is_open:
        raise ChangedElsewhereError(now)
    if version != now.version and data != now.data:
        raise ChangedElsewhereError(now)
    now.data, now.version, now.saved_at = data, now.version + (data != now.data), timezone.now()
    now.offered = sorted({*now.offered, *(set(offered) & set(now.proposed))})
    now.save(update_fields=["data", "version", "saved_at", "offered"])
    return now


@transaction.atomic
def remove(*, submission) -> None:
    """Delete a draft; for a while it can be brought back. What came back from the moderators is taken off first."""
    submission = withdraw(submission=submission) if submission.stage == Submission.Stage.SENT_BACK else submission
    Submission.objects.filter(pk=submission.pk, removed_at=None, stage="draft").update(removed_at=timezone.now())


@transaction.atomic
def bring_back(*, submission) -> None:
    """Undo a deletion. Raises ValidationError where there is no room for it any more."""
    of_person = Submission.objects.of(submission.user)
    if submission.is_edit and of_person.open_edit_of(submission.project_id, submission.user):
        raise ValidationError(_("You have begun another change of this project since."))
    if not submission.is_edit and of_person.drafts().count() >= MOST_DRAFTS:
        raise ValidationError(_("You have too many drafts to bring this one back. Delete another one first."))
    of_person.filter(pk=submission.pk).update(removed_at=None)


@transaction.atomic
def forget_removed(*, before) -> int:
    """Delete for good what was deleted before that time; return how many."""
    gone = Submission.objects.removed_before(before)
    count = gone.count()
    gone.delete()
    return count


@transaction.atomic
def take_what_github_says(*, submission, proposed: dict) -> None:
    """Add it to the proposals. What the person has typed stays as it is."""
    now = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    now.proposed = {**now.proposed, **proposed}
    now.reading = Reading.READ
    now.save(update_fields=["proposed", "reading"])


def note_reading(*, submission_id: int, reading: str) -> None:
    """How the reading went, where it did not bring anything."""
    Submission.objects.filter(pk=submission_id).exclude(reading=Reading.READ).update(reading=reading)
