"""From a draft to a page: submitting, withdrawing, and what the moderators decide."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.log_actions import log

from projects.joining.services.members import make_owner
from projects.models import ProjectPage
from projects.needs import OVER
from projects.needs.services import ask_for_help

from . import letters
from .fields import EDITABLE, ENGLISH
from .models import Submission
from .pages import locked_list_of_projects, new_page, typed_now, typed_of, write_on
from .publishing import hand_to_moderators, keep_waiting, publish_english, take_back_draft
from .slugs import slug_for
from .typed import as_checked, needs_as_checked, problems_in

Stage = Submission.Stage


def locked(submission) -> Submission:
    """The row as it is now; others wait until the transaction ends."""
    return Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)


@transaction.atomic
def submit(*, submission) -> Submission:
    """Hand a new project to the moderators. What was submitted already stays as it is: one page, one mail."""
    now = locked(submission)
    if not now.is_open:
        return now
    now.data, now.offered = now.shown, sorted({*now.offered, *now.news})
    if problems_in(now.data):
        raise ValidationError(_("Something is missing or wrong. Please look at the marked fields."))
    page = _page_for(now)
    state = hand_to_moderators(page=page, user=now.user)
    now.project, now.stage, now.submitted_at = page, Stage.WAITING, timezone.now()
    now.save(update_fields=["project", "stage", "submitted_at", "data", "offered"])
    letters.to_moderators(now, key=state.current_task_state_id)
    return now


def _page_for(submission):
    cleaned = _cleaned(submission)
    if submission.project:
        page = submission.project.get_latest_revision_as_object()
        write_on(page, cleaned, EDITABLE)
        return page
    parent = locked_list_of_projects()  # of two at once, each would take the address that is free
    page = new_page(cleaned, EDITABLE, owner=submission.user)
    page.slug = slug_for(page.title)
    parent.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=submission.user)
    return page


def _cleaned(submission):
    form = as_checked(submission.data)
    form.full_clean()
    return form.cleaned_data


@transaction.atomic
def withdraw(*, submission) -> Submission:
    """Take it back from the moderators: it is a draft again. Of a new project no page is left."""
    now = locked(submission)
    if now.stage not in {Stage.WAITING, Stage.SENT_BACK}:
        return now
    page = now.project
    now.stage, now.submitted_at, now.comment, now.waiting_fields = Stage.DRAFT, None, "", []
    if not now.is_edit:
        now.project = None
    now.save()
    if page is not None:
        _take_off(page.specific, now)
    return now


def _take_off(page, submission):
    """The changes of others that wait on the same page go on waiting."""
    others = list(Submission.objects.waiting_for_page(page.pk).select_related("user"))
    state = page.current_workflow_state
    if state and not others:
        state.cancel(user=submission.user)
    if not (submission.is_edit or page.live):
        DeletePageAction(page, user=submission.user).execute(skip_permission_checks=True)
        return
    take_back_draft(page=page, user=submission.user)
    shown = ProjectPage.objects.get(pk=page.pk)
    for other in others:
        write_on(shown, _cleaned(other), other.waiting_fields)
    if others:
        keep_waiting(page=shown, user=others[-1].user)
    submission.base = typed_now(shown)
    submission.save(update_fields=["base"])


@transaction.atomic
def send_back(*, page_id: int, by, comment: str, key) -> None:
    """The moderators ask for changes. Whatever they have changed themselves is in the form from now on. A change of a
    published page is in the form alone: nobody else's shall take it along."""
    waiting = list(Submission.objects.waiting_for_page(page_id).select_related("user__profile"))
    page = ProjectPage.objects.get(pk=page_id)
    typed = typed_of(page.get_latest_revision_as_object())
    if any(each.is_edit for each in waiting):
        take_back_draft(page=page, user=by)
        page.refresh_from_db()
    for each in waiting:
        mine = each.waiting_fields if each.is_edit else EDITABLE
        each.data |= {name: value for name, value in typed.items() if name in mine and name not in ENGLISH}
        each.base = typed_now(page) if each.is_edit else {}
        each.stage, each.comment, each.decided_at, each.waiting_fields = Stage.SENT_BACK, comment, timezone.now(), []
        each.version += 1
        each.save()
        letters.of_sending_back(each, key=key)


@transaction.atomic
def approve(*, page_id: int, by, key) -> None:
    """The page has been published: whoever brought the project in looks after it from now on."""
    page = ProjectPage.objects.get(pk=page_id)
    for each in Submission.objects.undecided_about_page(page_id).select_related("user__profile"):
        if each.is_edit:
            names = each.waiting_fields
        else:
            make_owner(project=page, user=each.user, by=by, now=timezone.now())
            _ask_for_first_help(page, each)
            names = ENGLISH
        publish_english(page=page, cleaned=_cleaned(each), names=names, user=each.user)
        each.stage, each.comment, each.decided_at, each.waiting_fields = Stage.PUBLISHED, "", timezone.now(), []
        each.save()
        letters.of_publishing(each, page, key=key)


def _ask_for_first_help(project, submission):
    """From the day on which it is published; followers of its topics and regions hear of it. What is over asks for
    nothing."""
    forms = [] if project.status in OVER else needs_as_checked(submission.data)
    for said in [form.cleaned_data for form in forms if form.is_valid()]:
        ask_for_help(project=project, by=submission.user, **said)


@transaction.atomic
def end_without_decision(*, page_id: int, by, key) -> None:
    """Somebody ended the workflow by hand: by publishing the page, or by taking it back. Or nobody did: an import has
    published the page without what waits, and Wagtail ends the workflow of whatever is published."""
    page = ProjectPage.objects.get(pk=page_id)
    changes = list(Submission.objects.waiting_for_page(page_id).filter(is_edit=True).select_related("user"))
    if by is None and page.live and changes:
        for each in changes:
            write_on(page, _cleaned(each), each.waiting_fields)
        hand_to_moderators(page=page, user=changes[-1].user)
    elif page.live and not page.has_unpublished_changes:
        approve(page_id=page_id, by=by, key=key)
    else:
        send_back(page_id=page_id, by=by, comment="", key=key)


@transaction.atomic
def give_back(*, page_id: int) -> None:
    """The page is deleted in the admin: what was typed stays with whoever typed it."""
    waiting = Submission.objects.waiting_for_page(page_id)
    waiting.update(stage=Stage.SENT_BACK, comment="", waiting_fields=[], decided_at=timezone.now())
