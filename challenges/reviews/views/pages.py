"""What the pages of a review have in common: whose they are, and that others find nothing there."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.signin.second_factor import as_in_the_admin
from challenges.desk.steps import desk_url
from challenges.proposals.models import Proposal
from challenges.proposals.permissions import may_judge, may_take_part
from challenges.reaching import challenge_at, parts_of_address
from challenges.reviews.permissions import may_set_up
from challenges.reviews.standing import Standing
from challenges.reviews.ways import here_of, ways_of
from challenges.words import title_of
from pages.metadata import metadata_for_view

HERE = "<str:municipality>/<str:slug>/review/"
"""What every address of a review begins with."""


def review_for(right):
    """The view is given the review as it stands, where `right(user, challenge)` holds; else 404, as for one that is not
    there. Who is not signed in is asked to; who may enter the admin shows the second factor that it asks for."""

    def decorate(view):
        @as_in_the_admin
        @never_cache
        @user_passes_test(may_take_part)
        @wraps(view)
        def with_standing(request, municipality, slug, **more):
            challenge = challenge_at(municipality, slug)
            if not right(request.user, challenge):
                raise Http404
            if right is may_set_up:
                request.is_officer_of_the_review = True
            return view(request, Standing(challenge, timezone.now()), **more)

        return with_standing

    return decorate


def proposal_at(standing, user, key) -> Proposal:
    """One that this person judges; else 404, whether there is one or not."""
    found = get_object_or_404(Proposal, key=key, challenge=standing.challenge)
    found.challenge = standing.challenge
    if not may_judge(user, found, standing.now):
        raise Http404
    return found


def url_of(standing, name="review", *more):
    return reverse(name, args=[*parts_of_address(standing.challenge), *more])


def page(request, template, standing, title, *, status=200, trail=(), **context):
    """`trail`: (label, address) of what lies between the review and this page."""
    challenge = standing.challenge
    challenge_title, review_url = title_of(challenge), url_of(standing)
    above = [(challenge_title, challenge.address() if challenge.live else desk_url(challenge))]
    if here_of(request) != review_url:
        above += [(_("Review"), review_url), *trail]
    metadata = metadata_for_view(title=f"{title} | {challenge_title}", path=request.path, trail=above, here=title)
    about = {
        "challenge": challenge,
        "challenge_title": challenge_title,
        "title": title,
        "metadata": metadata,
        "standing": standing,
        "ways": _ways(request, standing),
    }
    return TemplateResponse(request, f"reviews/{template}.html", {**about, **context}, status=status)


def is_officer(request, standing):
    """Whether the reader may set this review up; the database is asked once for a page."""
    if not hasattr(request, "is_officer_of_the_review"):
        request.is_officer_of_the_review = may_set_up(request.user, standing.challenge)
    return request.is_officer_of_the_review


def _ways(request, standing):
    is_reviewer = standing.reviewer(request.user.pk) is not None
    officer = is_officer(request, standing)
    return ways_of(standing.challenge, here_of(request), is_officer=officer, is_reviewer=is_reviewer)


def take(request, form, draw, write, done):
    """Write what is valid, once, and lead on to `done`; else draw the form again, with what was typed. Of two presses
    at the same moment the second does nothing: call it inside `transaction.atomic`."""
    if not form.is_valid():
        return draw(form)
    if form.repeated:
        messages.info(request, _("That was sent before. Nothing was done twice."))
        return redirect(done)
    try:
        with transaction.atomic():
            write()
    except ValidationError as refused:
        form.add_error(None, refused)
        return draw(form)
    return redirect(done)


def say_problem(request, error):
    """On the next page: what was refused, and why."""
    for said in error.messages:
        messages.error(request, said)


def unclear():
    return _("It is not clear what you want to do. Press one of the buttons.")
