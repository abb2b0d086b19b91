"""Where the owners of a published project change what its page says."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from projects.bringing.editing import begin_change
from projects.bringing.models import Submission
from projects.bringing.pages import seal_of, typed_as_seen, typed_now
from projects.bringing.permissions import may_change
from projects.bringing.services import ChangedElsewhereError, keep
from projects.bringing.typed import TooLongError, typed_in
from projects.joining.addresses import open_project_at

from .drafts import about_others, changed_elsewhere, elsewhere, go_on, kept_answer, number_in, too_long
from .form_page import form_page
from .shared import for_people


@for_people
def edit(request, slug):
    """Nothing is kept before the person saves; a change that was begun is gone on with."""
    project = _project(request, slug)
    begun = Submission.objects.open_edit_of(project, request.user)
    if request.method == "POST":
        return _keep_first(request, project)
    if begun:
        return redirect("submission_draft", begun.pk)
    return _first_form(request, project, typed_now(project))


def _project(request, slug):
    project = open_project_at(slug)
    if not may_change(request.user, project):
        raise PermissionDenied
    return project


def _first_form(request, project, data, **more):
    blank = Submission(user=request.user, project=project, is_edit=True)
    return form_page(
        request,
        blank,
        data=data,
        action=request.path,
        keep=reverse("project_edit_keep", args=[project.slug]),
        seen=seal_of(project, typed_now(project)),
        **about_others(request, blank),
        **more,
    )


def _keep_first(request, project):
    try:
        submission = _begun(request, project)
    except TooLongError:
        return _first_form(request, project, typed_now(project), problem=too_long(), status=413)
    except ChangedElsewhereError as error:
        return changed_elsewhere(request, error.submission, typed_in(request.POST))
    return go_on(request, submission)


def _begun(request, project):
    """The row, with what was typed. What the form had shown is what the change is a change of."""
    data = typed_in(request.POST)
    base = typed_as_seen(project, request.POST.get("seen", "")) or typed_now(project)
    submission = begin_change(project=project, user=request.user, base=base)
    return keep(submission=submission, data=data, version=number_in(request.POST))


@require_POST
@for_people
def keep_edit(request, slug):
    """For the script that saves while somebody types: the first time it makes the row."""
    project = _project(request, slug)
    try:
        return JsonResponse(kept_answer(_begun(request, project)))
    except TooLongError:
        return JsonResponse({"said": too_long()}, status=413)
    except ChangedElsewhereError:
        return JsonResponse({"said": elsewhere()}, status=409)
