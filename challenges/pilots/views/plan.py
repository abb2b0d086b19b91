"""The public page of a pilot, and changing what it says of itself."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from challenges.cards import stage_badge
from challenges.pages_below import page_below
from challenges.pilots.cards import address_of_change, entry, facts_of, step
from challenges.pilots.forms import PilotForm
from challenges.pilots.permissions import may_ask_for_a_pilot, may_change, may_delete_update, may_write_updates
from challenges.pilots.services import change_pilot
from challenges.reaching import parts_of_address
from pages.listing import listing
from projects.joining.words import titles_of

from .pages import form_page, own_pilot_at, pilot_at, saved, take, url_of

PER_PAGE = 20


@require_safe
def pilot(request, municipality, slug):
    found = pilot_at(municipality, slug)
    changes, parts = may_change(request.user, found), parts_of_address(found.challenge)
    project = found.project if found.project and found.project.live else None
    return page_below(
        request,
        "pilots/pilot.html",
        found.challenge,
        _("Pilot"),
        pilot=found,
        badges=[stage_badge(found.challenge.stage_at(timezone.now()))],
        facts=facts_of(found, titles_of([project.pk])[project.pk] if project else ""),
        steps=_steps(found, parts if changes else None),
        listing=_updates(request, found, parts),
        changes=changes,
        writes=may_write_updates(request.user, found),
        parts=parts,
    )


def _steps(found, parts):
    today = timezone.localdate()
    return [
        step(
            each.title,
            each.due_on,
            each.done_on,
            today,
            note=each.note,
            change_url=address_of_change("pilot_milestone", parts, each.pk) if parts else "",
        )
        for each in found.milestones.in_order()
    ]


def _updates(request, found, parts):
    def card(update):
        update.pilot = found
        may = request.user.is_authenticated and may_delete_update(request.user, update)
        return entry(update, change_url=address_of_change("pilot_update", parts, update.pk) if may else "")

    rows = found.updates.visible().with_people().newest_first()
    return listing(request, rows, cards=lambda page: [card(each) for each in page], per_page=PER_PAGE)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_for_a_pilot)
def edit(request, municipality, slug):
    found = own_pilot_at(request, municipality, slug, may_change)
    if request.method == "POST":
        return _change(request, found)
    return _form_page(request, found, PilotForm(request=request, pilot=found))


@transaction.atomic
def _change(request, found):
    form = PilotForm(request.POST, request=request, pilot=found)

    def write():
        change_pilot(pilot=found, **form.values())
        messages.success(request, saved())

    return take(request, form, lambda form: _form_page(request, found, form), write, url_of(found))


def _form_page(request, found, form):
    return form_page(request, found.challenge, _("Change the pilot"), form, _("Save"))
