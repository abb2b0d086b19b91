"""Requests, members and claims as plain values for templates."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from integrations.github.models import Contribution
from pages.cards import Badge, Person
from pages.cards import Stage as Stop

from .models import JoinRequest, Membership
from .stages import ENDS
from .words import name_of

Stage = JoinRequest.Stage
TONES = {
    Stage.ASKED: "action",
    Stage.ANSWERED: "action",
    Stage.ACCEPTED: "alive",
    Stage.DECLINED: "quiet",
    Stage.WITHDRAWN: "quiet",
}


@dataclass(frozen=True)
class Said:
    """A message; `is_mine` where the reader wrote it."""

    pk: int
    by: str
    text: str
    at: datetime
    is_mine: bool


@dataclass(frozen=True)
class MemberRow:
    """Somebody on the page of members. `url` leads to where the reader may change something about them."""

    person: Person
    since: datetime
    is_shown: bool
    url: str


@dataclass(frozen=True)
class RequestRow:
    """A request in a list: whose it is for owners, which project's for the person who asks."""

    title: str
    url: str
    badge: Badge
    since: datetime
    beginning: str = ""


@dataclass(frozen=True)
class ClaimCard:
    """A claim for those who decide. `commits` are the claimant's in the project's repositories, by the accounts on
    GitHub that they have proved to be theirs; None where they have proved none."""

    pk: int
    project: str
    project_url: str
    url: str
    person: Person
    reason: str
    claimed_at: datetime
    commits: int | None


def person_of(user, role="") -> Person:
    """With a link where the person has a public page."""
    return Person(name_of(user), user.profile.page_url, role)


def badge_of(request) -> Badge:
    return Badge(str(request.get_stage_display()), TONES[request.stage])


def thread_of(request, reader) -> list[Said]:
    messages = request.messages.select_related("author__profile")
    return [_said(each, reader) for each in messages]


def _said(message, reader):
    return Said(
        pk=message.pk,
        by=name_of(message.author),
        text=message.text,
        at=message.written_at,
        is_mine=message.author_id == reader.pk,
    )


def way_of(request) -> list[Stop]:
    """Where a request stands, as stops on a timeline."""
    asked = Stop(_("Asked"), request.asked_at, "done")
    if request.stage in ENDS:
        return [asked, Stop(str(request.get_stage_display()), request.decided_at, "done")]
    answered = request.stage == Stage.ANSWERED
    waits = Stop(_("Waits for an owner"), request.waits_for_owner_since, "current")
    turn = Stop(_("Answered: it is the turn of the person who asks"), None, "current")
    return [asked, turn if answered else waits, Stop(_("Decided"))]


def request_for_owners(request) -> RequestRow:
    first = next(iter(request.messages.all()), None)  # they come with the requests
    return RequestRow(
        title=name_of(request.user),
        url=reverse("join_request", args=[request.project.slug, request.pk]),
        badge=badge_of(request),
        since=request.waits_for_owner_since or request.asked_at,
        beginning=first.text if first else "",
    )


def request_for_asker(request, title) -> RequestRow:
    return RequestRow(
        title=title,
        url=reverse("join_request", args=[request.project.slug, request.pk]),
        badge=badge_of(request),
        since=request.decided_at or request.asked_at,
    )


def member_row(membership, url) -> MemberRow:
    return MemberRow(
        person=person_of(membership.user, str(Membership.Role(membership.role).label)),
        since=membership.since,
        is_shown=membership.is_shown,
        url=url,
    )


def claim_card(claim, title=None) -> ClaimCard:
    return ClaimCard(
        pk=claim.pk,
        project=title or claim.project.title,
        project_url=claim.project.address(),
        url=reverse("claim", args=[claim.project.slug, claim.pk]),
        person=person_of(claim.user),
        reason=claim.reason,
        claimed_at=claim.claimed_at,
        commits=commits_of(claim.user, claim.project),
    )


def commits_of(user, project) -> int | None:
    """Of the person in the project's repositories, as GitHub lists them; None where nobody can tell."""
    accounts = user.socialaccount_set.filter(provider="github").values_list("uid", flat=True)
    ids = [int(uid) for uid in accounts if uid.isdecimal()]
    if not ids:
        return None
    here = project.project_repositories.values("repository")
    made = Contribution.objects.filter(contributor__github_id__in=ids, repository__in=here)
    return made.aggregate(commits=Sum("commits"))["commits"] or 0
