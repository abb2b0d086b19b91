"""Changes of a published project by its owners: small ones at once, others after a moderator has looked."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.models import ProjectPage

from . import letters
from .fields import AFTER_A_LOOK, AT_ONCE, ENGLISH, differing, same
from .models import Submission
from .moderation import locked
from .pages import as_last_edited, typed_now, write_on
from .publishing import change_at_once, hand_to_moderators, publish_english
from .typed import as_checked

Stage = Submission.Stage


class ChangedByOthersError(Exception):
    """Somebody else has changed the same fields in between. `theirs` is what the page says now."""

    def __init__(self, names, theirs):
        super().__init__(", ".join(sorted(names)))
        self.names, self.theirs = names, theirs


class NotValidError(ValidationError):
    """Something in the changed fields cannot stand on a page."""


@transaction.atomic
def begin_change(*, project, user, base: dict) -> Submission:
    """The change that this person has not finished, or a new one; `base` is what the form showed."""
    ProjectPage.objects.select_for_update(of=("self",)).get(pk=project.pk)
    begun = Submission.objects.open_edit_of(project, user)
    return begun or Submission.objects.create(project=project, user=user, is_edit=True, base=base, data=base)


@transaction.atomic
def send_change(*, submission) -> Submission:
    """Publish what may be seen at once and hand the rest to the moderators. Raises ChangedByOthersError or
    NotValidError, and changes nothing then."""
    page = ProjectPage.objects.select_for_update(of=("self",)).get(pk=submission.project_id)
    now = locked(submission)
    if not now.is_open:
        return now
    if not page.live:
        raise ValidationError(_("This project is not on the site at the moment, so its page cannot be changed."))
    changed, cleaned = _checked(now, typed_now(page))
    at_once, waits = changed & AT_ONCE, changed & AFTER_A_LOOK
    _show_at_once(page, cleaned, at_once, now.user)
    _close(now, waits)
    if waits:
        page.refresh_from_db()
        draft = as_last_edited(page)
        write_on(draft, cleaned, waits)
        state = hand_to_moderators(page=draft, user=now.user)
        letters.to_moderators(now, key=f"{state.current_task_state_id}:{now.version}")
    return now


def _checked(submission, theirs):
    """Names of the fields to change, and the valid values."""
    wanted = differing(submission.base, submission.data)
    moved = differing(submission.base, theirs)
    changed = {name for name in wanted if not same(theirs.get(name), submission.data.get(name))}
    if changed & moved:
        raise ChangedByOthersError(changed & moved, theirs)
    form = as_checked(submission.data)
    if changed & set(form.errors):
        raise NotValidError(_("Something is missing or wrong. Please look at the marked fields."))
    return changed, form.cleaned_data


def _show_at_once(page, cleaned, names, user):
    if names - set(ENGLISH):
        change_at_once(page=page, user=user, write=lambda each: write_on(each, cleaned, names))
    if names & set(ENGLISH):
        publish_english(page=page, cleaned=cleaned, names=names, user=user)


def _close(submission, waits):
    submission.waiting_fields = sorted(waits)
    submission.stage = Stage.WAITING if waits else Stage.PUBLISHED
    submission.submitted_at = timezone.now()
    submission.decided_at = None if waits else timezone.now()
    submission.comment = ""
    submission.save(update_fields=["waiting_fields", "stage", "submitted_at", "decided_at", "comment"])


@transaction.atomic
def take_note_of_others(*, submission, theirs: dict) -> Submission:
    """The person has been shown what others wrote: sending again replaces it. What they did not touch is brought up
    to date, so that nothing of the others is lost by mistake."""
    now = locked(submission)
    wanted = differing(now.base, now.data)
    now.data |= {name: value for name, value in theirs.items() if name not in wanted}
    now.base = theirs
    now.version += 1
    now.save(update_fields=["data", "base", "version"])
    return now
