"""What the pages about one pilot have in common."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.pages_below import page_below
from challenges.pilots.models import Pilot
from challenges.reaching import open_challenge_at, parts_of_address
from projects.joining.views.pages import say_repeated


def pilot_at(municipality, slug) -> Pilot:
    """Of a challenge that anybody may see; else 404."""
    challenge = open_challenge_at(municipality, slug)
    found = Pilot.objects.filter(challenge=challenge).select_related("project__locale", "region__parent").first()
    if found is None:
        raise Http404
    found.challenge = challenge
    return found


def own_pilot_at(request, municipality, slug, right) -> Pilot:
    """One on which the reader has this right."""
    found = pilot_at(municipality, slug)
    if not right(request.user, found):
        raise PermissionDenied
    return found


def url_of(pilot) -> str:
    return reverse("pilot", args=parts_of_address(pilot.challenge))


def form_page(request, challenge, title, form, submit, **context):
    """One form; `deletes` says on its second one what is deleted."""
    url = reverse("pilot", args=parts_of_address(challenge))
    return page_below(request, "pilots/form.html", challenge, title, form=form, submit=submit, pilot_url=url, **context)


def take(request, form, draw, write, done):
    """Write what is valid, once, and lead on; else draw the form again, with what was typed."""
    if not form.is_valid():
        return draw(form)
    if form.repeated:
        say_repeated(request)
        return redirect(done)
    try:
        write()
    except ValidationError as refused:
        form.add_error(None, refused)
        return draw(form)
    return redirect(done)


def saved():
    return _("Saved.")
