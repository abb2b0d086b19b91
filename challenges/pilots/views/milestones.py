"""Milestones: adding, changing and deleting one."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges.pilots.forms import MilestoneForm
from challenges.pilots.permissions import may_ask_for_a_pilot, may_change
from challenges.pilots.services import add_milestone, change_milestone, delete_milestone

from .pages import form_page, own_pilot_at, saved, take, url_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_for_a_pilot)
def new_milestone(request, municipality, slug):
    pilot = own_pilot_at(request, municipality, slug, may_change)
    if request.method == "POST":
        return _add(request, pilot)
    return _form_page(request, pilot, MilestoneForm(request=request))


@transaction.atomic
def _add(request, pilot):
    form = MilestoneForm(request.POST, request=request)

    def write():
        add_milestone(pilot=pilot, **form.values())
        messages.success(request, saved())

    return take(request, form, lambda form: _form_page(request, pilot, form), write, url_of(pilot))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_for_a_pilot)
def milestone(request, municipality, slug, number):
    pilot = own_pilot_at(request, municipality, slug, may_change)
    found = get_object_or_404(pilot.milestones, pk=number)
    if request.method != "POST":
        return _form_page(request, pilot, MilestoneForm(request=request, milestone=found), found)
    return _delete(request, pilot, found) if request.POST.get("move") == "delete" else _change(request, pilot, found)


@transaction.atomic
def _change(request, pilot, found):
    form = MilestoneForm(request.POST, request=request, milestone=found)

    def write():
        change_milestone(milestone=found, **form.values())
        messages.success(request, saved())

    return take(request, form, lambda form: _form_page(request, pilot, form, found), write, url_of(pilot))


def _delete(request, pilot, found):
    delete_milestone(milestone=found)
    messages.success(request, _("Deleted."))
    return redirect(url_of(pilot))


def _form_page(request, pilot, form, found=None):
    title = _("Change a milestone") if found else _("Add a milestone")
    deletes = _("Delete this milestone") if found else ""
    return form_page(request, pilot.challenge, title, form, _("Save"), deletes=deletes)
