"""Updates: writing, changing and deleting one."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges.pilots.forms import UpdateForm
from challenges.pilots.permissions import may_ask_for_a_pilot, may_change_update, may_delete_update, may_write_updates
from challenges.pilots.services import change_update, delete_update, write_update

from .pages import form_page, own_pilot_at, pilot_at, saved, take, url_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_for_a_pilot)
def new_update(request, municipality, slug):
    pilot = own_pilot_at(request, municipality, slug, may_write_updates)
    if request.method == "POST":
        return _write(request, pilot)
    return _form_page(request, pilot, UpdateForm(request=request))


@transaction.atomic
def _write(request, pilot):
    form = UpdateForm(request.POST, request=request)

    def write():
        write_update(pilot=pilot, by=request.user, now=timezone.now(), **form.values())
        messages.success(request, _("Published."))

    return take(request, form, lambda form: _form_page(request, pilot, form), write, url_of(pilot))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_for_a_pilot)
def update(request, municipality, slug, number):
    """Whoever wrote it changes it; whoever runs the pilot may delete it, and puts no words into another's mouth."""
    pilot = pilot_at(municipality, slug)
    found = get_object_or_404(pilot.updates.visible(), pk=number)
    found.pilot = pilot
    if not may_delete_update(request.user, found):
        raise PermissionDenied
    if request.POST.get("move") == "delete":
        return _delete(request, found)
    if not may_change_update(request.user, found):
        return _form_page(request, pilot, None, found)
    if request.method != "POST":
        return _form_page(request, pilot, UpdateForm(request=request, update=found), found)
    return _change(request, found)


@transaction.atomic
def _change(request, found):
    form = UpdateForm(request.POST, request=request, update=found)

    def write():
        change_update(update=found, now=timezone.now(), **form.values())
        messages.success(request, saved())

    return take(request, form, lambda form: _form_page(request, found.pilot, form, found), write, url_of(found.pilot))


def _delete(request, found):
    delete_update(update=found)
    messages.success(request, _("Deleted."))
    return redirect(url_of(found.pilot))


def _form_page(request, pilot, form, found=None):
    title = _("Change an update") if found else _("Write an update")
    submit, deletes = (_("Save"), _("Delete this update")) if found else (_("Publish"), "")
    return form_page(request, pilot.challenge, title, form, submit, deletes=deletes, written=found)
