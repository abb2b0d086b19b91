"""The log of a project over HTTP."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pages.listing import listing
from projects.joining.addresses import open_project_at, project_at
from projects.pages_below import page_below
from projects.permissions import may_change_update, may_hide_update, may_manage, may_write_updates

from . import services
from .cards import entry_of
from .forms import HidingForm, UpdateForm
from .models import ProjectUpdate

PER_PAGE = 10


@require_safe
def updates(request, slug):
    """Everybody reads it; whoever manages the project sees also what is hidden."""
    project = open_project_at(slug)
    manages = request.user.is_authenticated and may_manage(request.user, project)
    writes = request.user.is_authenticated and may_write_updates(request.user, project)
    rows = project.updates.for_log().newest_first()
    found = listing(
        request,
        rows if manages else rows.visible(),
        cards=lambda page: [entry_of(each, request.user, manages=manages, writes=writes) for each in page],
        per_page=PER_PAGE,
    )
    return page_below(request, "updates/updates.html", project, _("Updates"), listing=found, writes=writes)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request, slug):
    project = open_project_at(slug)
    if not may_write_updates(request.user, project):
        raise PermissionDenied
    if request.method == "POST":
        return _write(request, project)
    return _form_page(request, project, _("Write an update"), UpdateForm(request=request))


@transaction.atomic
def _write(request, project):
    form = UpdateForm(request.POST, request.FILES, request=request)
    if not form.is_valid():
        return _form_page(request, project, _("Write an update"), form)
    if not form.repeated:
        services.write_update(project=project, by=request.user, now=timezone.now(), **form.values())
        messages.success(request, _("It stands in the log. Whoever follows the project hears of it."))
    return redirect("updates", project.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request, slug, number):
    found = _own(request, slug, number)
    if request.method == "POST":
        return _change(request, found)
    form = UpdateForm(request=request, update=found)
    return _form_page(request, found.project, _("Change an update"), form, update=found)


@transaction.atomic
def _change(request, found):
    form = UpdateForm(request.POST, request.FILES, request=request, update=found)
    if not form.is_valid():
        return _form_page(request, found.project, _("Change an update"), form, update=found)
    if not form.repeated:
        services.change_update(update=found, by=request.user, now=timezone.now(), **form.values())
        messages.success(request, _("Changed."))
    return redirect(_place_of(found))


@never_cache
@require_POST
@login_required
def delete(request, slug, number):
    found = _own(request, slug, number)
    services.delete_update(update=found)
    messages.success(request, _("Deleted."))
    return redirect("updates", found.project.slug)


@never_cache
@require_POST
@login_required
def hide(request, slug, number):
    """Hide it from visitors, or show it again."""
    found = _update(slug, number)
    if not may_hide_update(request.user, found):
        raise PermissionDenied
    form = HidingForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        _move(found, form.cleaned_data["move"], request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(_place_of(found))


def _move(found, move, user):
    if move == "hide":
        services.hide_update(update=found, by=user, now=timezone.now())
    else:
        services.show_update(update=found, by=user)


def _own(request, slug, number):
    found = _update(slug, number)
    if not may_change_update(request.user, found):
        raise PermissionDenied
    return found


def _update(slug, number):
    return get_object_or_404(
        ProjectUpdate.objects.select_related("project", "image"), pk=number, project=project_at(slug)
    )


def _place_of(update):
    return f"{reverse('updates', args=[update.project.slug])}#update-{update.pk}"


def _form_page(request, project, title, form, **context):
    return page_below(request, "updates/form.html", project, title, form=form, **context)
