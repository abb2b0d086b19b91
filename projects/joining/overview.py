"""What a person's own page says of joining: what waits for them, their projects, where their requests stand."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.overview import Part, part
from pages.cards import Action

from .cards import request_for_asker, request_for_owners
from .models import Claim, Handover, JoinRequest, Membership
from .words import titles_of

MOST = 20


@part(order=10)
def waiting_for_you(request):
    """Nothing, where nothing waits."""
    user = request.user
    asked = JoinRequest.objects.waiting_for_owners().in_projects_owned_by(user).exclude(user=user)
    asked = list(asked.with_people().longest_waiting_first().prefetch_related("messages")[:MOST])
    answered = list(JoinRequest.objects.waiting_for_asker().filter(user=user).with_people()[:MOST])
    offers = list(Handover.objects.open().filter(offered_to=user).select_related("project__locale")[:MOST])
    if not (asked or answered or offers):
        return None
    titles = titles_of(each.project_id for each in [*asked, *answered, *offers])
    return Part(
        _("Waiting for you"),
        "joining/waiting.html",
        {
            "asked": [(request_for_owners(each), titles[each.project_id]) for each in asked],
            "answered": [request_for_asker(each, titles[each.project_id]) for each in answered],
            "offers": [
                (titles[each.project_id], reverse("project_handover", args=[each.project.slug])) for each in offers
            ],
        },
    )


@part(order=20)
def my_projects(request):
    user = request.user
    mine = list(Membership.objects.filter(user=user).select_related("project__locale").owners_first()[: MOST * 5])
    asked = list(JoinRequest.objects.filter(user=user).with_people().order_by("-asked_at", "-pk")[:MOST])
    claims = list(Claim.objects.filter(user=user).with_people().order_by("-claimed_at", "-pk")[:MOST])
    titles = titles_of(each.project_id for each in [*mine, *asked, *claims])
    return Part(
        _("My projects"),
        "joining/mine.html",
        {
            "projects": [_project(each, titles) for each in mine],
            "requests": [request_for_asker(each, titles[each.project_id]) for each in asked],
            "claims": [_claim(each, titles) for each in claims],
            "find": Action(_("Find a project"), f"{reverse('search')}?kind=need"),
        },
    )


def _project(membership, titles):
    project = membership.project
    return {
        "title": titles[project.pk],
        "url": project.address(),
        "role": membership.get_role_display(),
        "members_url": reverse("project_members", args=[project.slug]),
        "is_public": project.live,
    }


def _claim(claim, titles):
    url = reverse("claim", args=[claim.project.slug, claim.pk])
    return {"title": titles[claim.project_id], "url": url, "state": claim.get_state_display()}
