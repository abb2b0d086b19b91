"""Outcomes over HTTP: the form in which officers tell one. The public list is in `list_views`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.signin.second_factor import as_in_the_admin
from challenges.pages_below import page_below
from challenges.reaching import open_challenge_at
from pages.addresses import address

from . import services
from .changes import changes_of
from .forms import EMPTY_ROWS, OutcomeForm, link_rows
from .models import Outcome
from .on_the_page import chapter_of
from .permissions import may_tell_outcome
from .rules import missing, too_early

SAVE, PUBLISH, PREVIEW, MORE = "save", "publish", "preview", "more"


@as_in_the_admin
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def outcome(request, municipality, slug):
    """Write it, look at it, publish it."""
    challenge = open_challenge_at(municipality, slug)
    if not may_tell_outcome(request.user, challenge):
        raise PermissionDenied
    found = Outcome.objects.filter(challenge=challenge).first()
    if request.method == "POST":
        return _take(request, challenge, found)
    form = OutcomeForm(request=request, outcome=found)
    return _page(request, challenge, found, form, link_rows(outcome=found))


def _take(request, challenge, found):
    move = request.POST.get("move", SAVE)
    form = OutcomeForm(request.POST, request=request, outcome=found, once=move in {SAVE, PUBLISH})
    links = link_rows(request.POST, more=EMPTY_ROWS if move == MORE else 0)
    if move == MORE:
        return _page(request, challenge, found, form, links)
    if move == PREVIEW:
        return _page(request, challenge, found, form, links, preview=_preview(request, challenge, form, links))
    return _keep(request, challenge, found, form, links, publishes=move == PUBLISH)


@transaction.atomic
def _keep(request, challenge, found, form, links, *, publishes):
    if not links.is_valid() or not form.is_valid():
        return _page(request, challenge, found, form, links)
    try:
        if not form.repeated:
            _write(request, challenge, form, links, publishes)
    except ValidationError as error:
        form.add_error(None, error)
        if getattr(error, "code", "") == "changed_since":
            form.put_version(found.version if found else 0)
        return _page(request, challenge, found, form, links)
    if publishes:
        messages.success(request, _("Published. Other municipalities find it in the list of outcomes."))
        return redirect(f"{address(challenge, get_language())}#outcome")
    messages.success(request, _("Saved as a draft. Nobody but you and your colleagues sees it."))
    return redirect(request.path)


def _write(request, challenge, form, links, publishes):
    write = services.publish_outcome if publishes else services.save_outcome
    with transaction.atomic():  # what is refused leaves nothing behind
        write(
            challenge=challenge,
            values=form.values(),
            links=links.values(),
            version=form.version_seen,
            by=request.user,
            now=timezone.now(),
        )


def _preview(request, challenge, form, links):
    """As everybody would see it, and what is missing; nothing where something cannot be read."""
    if not links.is_valid() or not form.is_valid():
        return None
    typed = Outcome(challenge=challenge, **form.values())
    rows = [{"place": place, **link} for place, link in enumerate(links.values())]
    chapter = chapter_of(challenge, typed, rows)
    return {
        "heading": chapter.heading,
        "html": render_to_string(chapter.template, chapter.context, request=request),
        "missing": list(missing(typed, timezone.localdate()).values()),
    }


def _page(request, challenge, found, form, links, preview=None):
    return page_below(
        request,
        "outcomes/form.html",
        challenge,
        _("Outcome"),
        form=form,
        links=links,
        outcome=found,
        preview=preview,
        english_open=any(field.errors for field in form.english),
        too_early=too_early(challenge, timezone.now()),
        changes=changes_of(found) if found else [],
    )
