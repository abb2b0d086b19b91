"""What a project's page says about joining: who is in it, what to do, and where one's own request stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pages.cards import Action, Person
from projects.needs import OVER

from .models import Membership
from .standing import standing_of, when_to_ask_again

MOST = 12


@dataclass(frozen=True)
class Panel:
    """`state` says where the signed-in reader stands, `may_ask` whether there is something to ask for; `claim_url` is
    for a project that nobody looks after."""

    people: list[Person]
    more: int
    is_orphaned: bool
    actions: list[Action]
    state: str = ""
    may_ask: bool = False
    claim_url: str = ""

    @property
    def has_people(self):
        """Or somebody is looked for who takes it over."""
        return bool(self.people or self.more or self.is_orphaned)


NOTHING = Panel(people=[], more=0, is_orphaned=False, actions=[])


def joining_panel(request, project) -> Panel:
    """For the original `project`; nothing in a preview. Costs an anonymous visitor no query.

    Members are read from `project.details.members`: everybody in it, each with `role`, `name` (empty where the person
    is not shown) and `handle` (empty where there is no public page), owners first."""
    if getattr(request, "is_preview", False):
        return NOTHING
    members = project.details.members
    shown = [each for each in members if each.name]
    return Panel(
        people=[_person(each.name, each.handle, each.role) for each in shown[:MOST]],
        more=len(members) - len(shown[:MOST]),
        is_orphaned=not any(each.role == Membership.Role.OWNER for each in members),
        claim_url=reverse("project_claim", args=[project.slug]),
        **_for_reader(request.user, project),
    )


def _person(name, handle, role):
    url = reverse("person", args=[handle]) if handle else ""
    return Person(name, url, str(Membership.Role(role).label))


def _for_reader(user, project):
    if project.status in OVER:
        return {"actions": [], "state": _("This project is over and takes nobody in.")}
    if not user.is_authenticated:
        return _for_newcomer(project)
    standing = standing_of(user, project, timezone.now())
    if standing.membership:
        return _for_member(project, standing)
    if standing.request:
        return _for_asker(project, standing.request)
    if standing.asks_again_on:
        return {"actions": [], "state": when_to_ask_again(standing.asks_again_on)}
    return _for_newcomer(project)


def _for_newcomer(project):
    ask = Action(_("Ask to join"), reverse("join", args=[project.slug]), main=True)
    return {"actions": [ask], "may_ask": True}


def _for_member(project, standing):
    members = Action(_("Members and requests"), reverse("project_members", args=[project.slug]))
    role = standing.membership.get_role_display()
    return {"actions": [members], "state": _("You are in this project (%(role)s).") % {"role": role}}


def _for_asker(project, mine):
    see = Action(_("See your request"), reverse("join_request", args=[project.slug, mine.pk]), main=True)
    answered = mine.stage == mine.Stage.ANSWERED
    return {"actions": [see], "state": _("You have an answer.") if answered else _("You have asked to join.")}
