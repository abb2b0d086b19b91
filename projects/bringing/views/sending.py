"""The last look before a project, or a change, goes to the moderators; and taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from projects.bringing.editing import ChangedByOthersError, NotValidError, send_change, take_note_of_others
from projects.bringing.fields import AFTER_A_LOOK, AT_ONCE, differing
from projects.bringing.forms import ProjectForm
from projects.bringing.models import Submission
from projects.bringing.moderation import submit, withdraw
from projects.bringing.permissions import may_change
from projects.bringing.similar import similar_projects
from projects.bringing.starting_forms import SendForm
from projects.bringing.typed import as_checked, problems_in

from .form_page import form_page
from .shared import metadata, metadata_below_start, own_submission


@own_submission
@transaction.atomic
def check(request, submission):
    if not submission.is_open:
        return redirect("submission_draft", submission.pk)
    if submission.is_edit and not may_change(request.user, submission.project):
        raise PermissionDenied
    if not submission.is_edit and problems_in(submission.shown):
        return _not_yet(request, submission)
    form = SendForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        return _send(request, submission, form)
    return _check_page(request, submission, form)


def _not_yet(request, submission):
    problem = _("Not submitted yet: something is missing or wrong. It is marked below; what you typed is saved.")
    return form_page(request, submission, data=submission.shown, problem=problem, checked=True)


def _check_page(request, submission, form):
    cleaned = _cleaned(submission)
    changed = differing(submission.base, submission.data) if submission.is_edit else set()
    context = {
        "submission": submission,
        "form": form,
        "similar": similar_projects(cleaned=cleaned, besides=submission.project_id, language=get_language()),
        "at_once": _labels(changed & AT_ONCE),
        "after_a_look": _labels(changed & AFTER_A_LOOK),
        "metadata": _metadata(request, submission),
    }
    return TemplateResponse(request, "bringing/check.html", context)


def _metadata(request, submission):
    if not submission.is_edit:
        return metadata_below_start(_("Before it is submitted"), request.path)
    return metadata(_("Before it is saved"), request.path)


def _cleaned(submission):
    checked = as_checked(submission.shown)
    checked.full_clean()
    return checked.cleaned_data


def _labels(names):
    return [field.label for name, field in ProjectForm.base_fields.items() if name in names]


def _send(request, submission, form):
    """What is wrong gives the form's number back: it can be sent once more."""
    try:
        with transaction.atomic():
            sent = _sent(submission)
    except ChangedByOthersError as error:
        take_note_of_others(submission=submission, theirs=error.theirs)
        return redirect(f"{reverse('submission_draft', args=[submission.pk])}?others={','.join(sorted(error.names))}")
    except NotValidError as error:
        form.add_error(None, error)
        return form_page(request, submission, data=submission.shown, problem=error.messages[0], checked=True)
    except ValidationError as error:
        form.add_error(None, error.messages)  # those of a page name fields that this form has not
        return _check_page(request, submission, form)
    _tell(request, sent)
    return redirect("submission_draft", sent.pk)


def _sent(submission):
    """What was only proposed and is being submitted is what the person has seen on this page."""
    if submission.is_edit:
        return send_change(submission=submission)
    return submit(submission=submission)


def _tell(request, sent):
    if sent.stage == Submission.Stage.PUBLISHED:
        messages.success(request, _("Saved. Visitors see it from now on."))
    elif sent.is_edit:
        messages.success(request, _("Sent. A moderator looks at it; you will get a mail."))
    else:
        messages.success(request, _("Submitted. A moderator looks at it; you will get a mail."))


@require_POST
@own_submission
def withdraw_submission(request, submission):
    withdraw(submission=submission)
    messages.success(request, _("Taken back. It is a draft again that only you see."))
    return redirect("submission_draft", submission.pk)
