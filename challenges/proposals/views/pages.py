"""What the pages about one proposal have in common: whose they are, and that others find nothing there."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from challenges.proposals.attachments.uploads import limit_uploads
from challenges.proposals.models import Proposal
from challenges.proposals.permissions import may_take_part
from challenges.proposals.words import title_of
from challenges.reaching import challenge_at, parts_of_address
from pages.metadata import metadata_for_view


def for_people(view):
    """Whoever is signed in; others are asked to, whether there is something at the address or not."""
    return never_cache(user_passes_test(may_take_part)(view))


def timed(view):
    """The view finds the moment at which the request came as `request.arrived_at`, taken before its body is read; and
    files are limited while they are read. The check of the form's token, which reads the body, comes after both."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def with_moment(request, *args, **kwargs):
        request.arrived_at = timezone.now()
        request.upload_limits = limit_uploads(request)
        return protected(request, *args, **kwargs)

    return with_moment


def proposal_for(right, *, depends_on_time=False):
    """The view is given the proposal, where `right(user, proposal)` holds, with the time as a third where
    it depends on that; else 404, as for one that is not there."""

    def decorate(view):
        @for_people
        @wraps(view)
        def with_proposal(request, municipality, slug, key, **kwargs):
            proposal = proposal_at(municipality, slug, key)
            moment = [timezone.now()] if depends_on_time else []
            if not right(request.user, proposal, *moment):
                raise Http404
            return view(request, proposal, **kwargs)

        return with_proposal

    return decorate


def proposal_at(municipality, slug, key):
    challenge = challenge_at(municipality, slug)
    proposal = get_object_or_404(Proposal, key=key, challenge=challenge)
    proposal.challenge = challenge
    return proposal


def address_of(proposal, view="proposal", *more):
    return reverse(view, args=[*parts_of_address(proposal.challenge), proposal.key, *more])


def page(request, template, challenge, title, *, status=200, trail=(), **context):
    challenge_title = title_of(challenge)
    metadata = metadata_for_view(
        title=f"{title} | {challenge_title}",
        path=request.path,
        trail=[(challenge_title, challenge.address()), *trail],
        here=title,
    )
    about = {"challenge": challenge, "challenge_title": challenge_title, "title": title, "metadata": metadata}
    return TemplateResponse(request, f"proposals/{template}.html", {**about, **context}, status=status)


def page_of(request, template, proposal, title, *, below=True, **context):
    """A page of one proposal; `below`: it stands below the proposal's own."""
    url = address_of(proposal)
    trail = [(str(proposal.organization_name or _("Your proposal")), url)] if below else []
    return page(
        request, template, proposal.challenge, title, trail=trail, proposal=proposal, proposal_url=url, **context
    )


def say_problem(request, error):
    """On the next page: what was refused, and why."""
    for said in error.messages:
        messages.error(request, said)


def unclear():
    return _("It is not clear what you want to do. Press one of the buttons.")
