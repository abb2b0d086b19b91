"""The form of a draft: shown, kept, looked at as a page, deleted and brought back."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from projects.bringing.fields import EDITABLE, in_words
from projects.bringing.models import Submission
from projects.bringing.permissions import may_preview
from projects.bringing.preview import preview_of
from projects.bringing.services import ChangedElsewhereError, ask_github, bring_back, keep, remove
from projects.bringing.standing import standing_of
from projects.bringing.typed import TooLongError, typed_in

from .form_page import form_page, reading_notice
from .shared import for_people, metadata_below_start, own_submission

LONG = timedelta(seconds=30)
NEXT = {"preview": "submission_preview", "check": "submission_check"}


@own_submission
def draft(request, submission):
    if request.method == "POST":
        return _keep_and_go_on(request, submission)
    if not submission.is_open:
        return _standing(request, submission)
    return form_page(request, submission, data=submission.shown, **about_others(request, submission))


def about_others(request, submission):
    """For a change of a published page: what waits already, and what others wrote in the fields of a conflict."""
    if not submission.is_edit:
        return {}
    names = [name for name in request.GET.get("others", "").split(",") if name in EDITABLE]
    return {
        "waiting": Submission.objects.waiting_for_page(submission.project_id).select_related("user__profile"),
        "others": [(name, in_words(submission.base.get(name))) for name in names],
    }


def _standing(request, submission):
    """Where it stands: with the moderators, on the site, deleted."""
    context = {
        "submission": submission,
        "stages": standing_of(submission),
        "metadata": metadata_below_start(submission.title, request.path),
    }
    return TemplateResponse(request, "bringing/standing.html", context)


def _keep_and_go_on(request, submission):
    try:
        data = typed_in(request.POST)
        keep(submission=submission, data=data, version=number_in(request.POST), offered=offered_in(request.POST))
    except TooLongError:
        return form_page(request, submission, data=submission.shown, problem=too_long(), status=413)
    except ChangedElsewhereError as error:
        return changed_elsewhere(request, error.submission, data)
    return go_on(request, submission)


def go_on(request, submission):
    """To where the button leads that was pressed."""
    action = request.POST.get("action", "")
    if action in NEXT:
        return redirect(NEXT[action], submission.pk)
    if action == "read_again":
        ask_github(submission=submission)
        return redirect("submission_reading", submission.pk)
    if action != "need":
        messages.success(request, _("Saved. Only you see it; you can go on at any time from your account."))
    return redirect(f"{reverse('submission_draft', args=[submission.pk])}{'#needs' if action == 'need' else ''}")


def changed_elsewhere(request, submission, data):
    """Nothing is overwritten unasked: the text that was sent is shown, and saving again keeps it."""
    if not submission.is_open:
        messages.warning(request, _("This has been submitted or deleted in between, so nothing was saved."))
        return redirect("submission_draft", submission.pk)
    problem = _(
        "This draft was saved from another window in between. Below is what you typed here: “Save draft” keeps this "
        "text in place of the other. To see the other one, open this page anew."
    )
    return form_page(request, submission, data=data, problem=problem, status=409)


@require_POST
@own_submission
def keep_draft(request, submission):
    """For the script that saves while somebody types."""
    try:
        kept = keep(
            submission=submission,
            data=typed_in(request.POST),
            version=number_in(request.POST),
            offered=offered_in(request.POST),
        )
    except TooLongError:
        return JsonResponse({"said": too_long()}, status=413)
    except ChangedElsewhereError:
        return JsonResponse({"said": elsewhere()}, status=409)
    return JsonResponse(kept_answer(kept))


def kept_answer(submission):
    return {
        "version": submission.version,
        "said": _("Saved at %(time)s") % {"time": timezone.localtime(submission.saved_at).strftime("%H:%M:%S")},
        "action": reverse("submission_draft", args=[submission.pk]),
        "keep": reverse("submission_keep", args=[submission.pk]),
    }


def elsewhere():
    return _("Not saved: this draft was changed in another window. “Save draft” tells more.")


def number_in(post):
    text = post.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def offered_in(post):
    return post.get("offered", "").split(",")[:100]


def too_long():
    return _("That is far more than fits on a page, so it was not saved. Shorten it, or leave it for a link.")


@own_submission
def reading(request, submission):
    """While GitHub is asked. The page looks again by itself; the person may go on at any time."""
    if not submission.is_open or not submission.repository:
        return redirect("submission_draft", submission.pk)
    is_waiting = submission.reading == Submission.Reading.ASKED
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"is_waiting": is_waiting})
    if submission.reading == Submission.Reading.READ:
        return redirect("submission_draft", submission.pk)
    context = {
        "submission": submission,
        "is_waiting": is_waiting,
        "takes_long": submission.asked_at and timezone.now() - submission.asked_at > LONG,
        "reads": reading_notice(submission),
        "metadata": metadata_below_start(_("Reading the repository"), request.path),
    }
    return TemplateResponse(request, "bringing/reading.html", context)


@for_people
def preview(request, pk):
    submission = Submission.objects.select_related("project").filter(pk=pk).first()
    if submission is None or not may_preview(request.user, submission):
        raise Http404
    return preview_of(request, submission)


@require_POST
@own_submission
def remove_draft(request, submission):
    remove(submission=submission)
    return redirect("submission_draft", submission.pk)


@require_POST
@own_submission
def bring_back_draft(request, submission):
    try:
        bring_back(submission=submission)
        messages.success(request, _("Here it is again."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("submission_draft", submission.pk)
