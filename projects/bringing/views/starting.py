"""The three ways in which a draft begins."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from integrations.publiccode.reading import read_publiccode
from integrations.publiccode.records import UnreadableError
from projects.bringing.models import Submission
from projects.bringing.services import begin_by_hand, begin_from_github, begin_from_publiccode
from projects.bringing.starting_forms import ByHandForm, GitHubForm, PublicCodeForm

from .shared import for_people, metadata


@for_people
def start(request):
    return _start_page(request)


def _start_page(request, status=200, **forms):
    context = {
        "github_form": GitHubForm(request=request),
        "publiccode_form": PublicCodeForm(request=request),
        "by_hand_form": ByHandForm(request=request),
        "drafts": Submission.objects.of(request.user).unfinished()[:5],
        "metadata": metadata(_("Bring a project in"), reverse("project_new")),
        **forms,
    }
    return TemplateResponse(request, "bringing/start.html", context, status=status)


@require_POST
@for_people
@transaction.atomic
def by_github(request):
    form = GitHubForm(request.POST, request=request)
    if form.is_valid():
        try:
            submission = begin_from_github(user=request.user, full_name=form.cleaned_data["repository"])
            return redirect("submission_reading", submission.pk)
        except ValidationError as error:
            form.add_error(None, error)
    return _start_page(request, github_form=form)


@require_POST
@for_people
@transaction.atomic
def by_publiccode(request):
    form = PublicCodeForm(request.POST, request.FILES, request=request)
    if form.is_valid():
        if form.repeated and (latest := _latest(request.user)):
            return redirect("submission_draft", latest.pk)
        try:
            submission = begin_from_publiccode(user=request.user, read=read_publiccode(form.cleaned_data["content"]))
            messages.success(request, _("The file was read. What it says stands in the form; change what you like."))
            return redirect("submission_draft", submission.pk)
        except UnreadableError as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, error)
    return _start_page(request, publiccode_form=form)


@require_POST
@for_people
@transaction.atomic
def by_hand(request):
    form = ByHandForm(request.POST, request=request)
    if form.is_valid():
        try:
            return redirect("submission_draft", begin_by_hand(user=request.user).pk)
        except ValidationError as error:
            form.add_error(None, error)
    return _start_page(request, by_hand_form=form)


def _latest(user):
    return Submission.objects.of(user).drafts().order_by("-pk").first()
