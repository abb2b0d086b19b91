"""One of everything that an address can name, and a browser for each kind of person."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from accounts.invitations.models import Invitation
from accounts.invitations.tokens import digest_of
from accounts.notices.tokens import token_for
from accounts.reports.models import Measure
from accounts.reports.services import report
from accounts.reports.subjects import KINDS, reference
from challenges.pilots.models import Pilot
from challenges.pilots.services import add_milestone, write_update
from challenges.proposals.models import Proposal
from challenges.questions.services import ask_question
from challenges.rounds.models import Round
from hub.moderation.services import take_measure
from projects.bringing.services import begin_by_hand, keep
from projects.joining.models import Claim, Handover, JoinMessage, JoinRequest, Membership
from projects.needs.answers import answer_path
from projects.needs.services import ask_for_help
from projects.updates.models import ProjectUpdate
from tests.factories import (
    make_challenge,
    make_event,
    make_municipality_page,
    make_project,
    make_series,
    make_topic,
    make_user,
)

from . import secrets
from .judging import fill_review

PEOPLE = ("anonymous", "volunteer", "asker", "member", "owner", "moderator", "officer", "admin")
"""`asker` wants to join, claims a project without an owner and writes a draft; `volunteer` has reported something."""

PROPOSAL = "5ee90000-0000-4000-8000-000000000000"
"""Its key, so that the table of rights always says the same."""

SECRET = "sweep-secret"
"""Of the invitation that the volunteer got by mail."""


@dataclass
class World:
    users: dict = field(default_factory=dict)
    project: object = None
    orphan: object = None
    need: object = None
    update: object = None
    request: object = None
    claim: object = None
    membership: object = None
    draft: object = None
    event: object = None
    report: object = None
    measure: object = None
    handover: object = None
    document: object = None
    proposal: object = None
    challenge: object = None
    question: object = None
    pilot: object = None
    milestone: object = None
    pilot_update: object = None
    space: object = None
    colleague: object = None
    invitation: object = None
    judged: object = None
    slot: object = None

    def browser(self, name):
        """Signed in a moment ago, as after typing the password."""
        client = Client(raise_request_exception=False)
        if name != "anonymous":
            client.force_login(self.users[name], backend=settings.AUTHENTICATION_BACKENDS[0])
        return client


def make_world():
    world = World()
    town = make_municipality_page(slug="sweep-town")
    world.challenge = make_challenge(municipality=town, slug="sweep-challenge")
    world.round = Round.objects.create(slug="sweep-round", name_ja="2026年度上期", year=2026)
    Round.objects.create(slug="sweep-next-round", name_ja="2027年度下期", year=2027)
    world.event = make_event(series=make_series(slug="sweep-series"), slug="sweep-event")
    world.users = _people(town)
    world.project = make_project("給食ガイド", slug="sweep", topics=[make_topic("food")])
    world.orphan = make_project("持ち主のいない地図", slug="sweep-orphan")
    _fill_project(world)
    _fill_desk(world)
    world.proposal = _draft_of(world.users["asker"], world.challenge)
    _fill_challenges(world, town)
    fill_review(world, town)
    world.document = _document_for(town.space)
    _fill_space(world, town.space)
    return world


def _people(town):
    groups = {"moderator": [Group.objects.get(name="Moderators")], "officer": [town.space.group]}
    rights = {"is_staff": True, "is_superuser": True}
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    return {
        name: make_user(
            f"{name}@tomoni.example",
            groups=groups.get(name, ()),
            date_joined=long_ago,
            **(rights if name == "admin" else {}),
        )
        for name in PEOPLE
        if name != "anonymous"
    }


def _fill_project(world):
    now, users = timezone.now(), world.users
    for name in ("owner", "member"):
        world.membership = Membership.objects.create(
            project=world.project, user=users[name], role=name, since=now - timedelta(days=9), is_shown=True
        )
    world.need = ask_for_help(project=world.project, by=users["owner"], text="地図の記号を描く", role="design")
    _make_older(world.need, timedelta(days=9))
    world.update = ProjectUpdate.objects.create(
        project=world.project, author=users["owner"], text="公開しました。", published_at=now
    )
    world.request = JoinRequest.objects.create(
        project=world.project, user=users["asker"], asked_at=now, waits_for_owner_since=now
    )
    JoinMessage.objects.create(request=world.request, author=users["asker"], text="手伝います。", written_at=now)
    world.handover = Handover.objects.create(
        project=world.project, offered_by=users["owner"], offered_to=users["member"], offered_at=now
    )


def _make_older(need, time):
    """So that renewing it changes something."""
    need.confirmed_on -= time
    need.expires_on -= time
    need.save()


def _fill_desk(world):
    """What only one person, or a moderator, may see."""
    asker, moderator = world.users["asker"], world.users["moderator"]
    world.claim = Claim.objects.create(
        project=world.orphan, user=asker, reason="作りました。", claimed_at=timezone.now()
    )
    world.draft = begin_by_hand(user=asker)
    keep(submission=world.draft, data={"title": "下書き", "purpose": "ためす"}, version=world.draft.version)
    profile = asker.profile
    profile.is_public, profile.handle = True, "sweep-asker"
    profile.save()
    world.report = report(reporter=world.users["volunteer"], kind=KINDS["need"], subject=world.need, reason="spam")
    message = world.request.messages.get()
    world.measure = take_measure(moderator=moderator, subject=message, action=Measure.Action.HIDE)


def _draft_of(user, challenge):
    """A proposal with an attachment, and an invitation for the volunteer."""
    now = timezone.now()
    texts = dict.fromkeys(("organization_profile", "approach", "plan", "cost", "people"), secrets.TEXT)
    proposal = Proposal.objects.create(
        key=PROPOSAL, challenge=challenge, organization_name=secrets.NAME, created_at=now, changed_at=now, **texts
    )
    proposal.team.create(user=user, role="lead", since=now)
    proposal.team.create(user=make_user("writer@tomoni.example"), since=now)
    proposal.invitations.create(email="volunteer@tomoni.example", invited_by=user, invited_at=now)
    file = ContentFile(b"x", "sweep.pdf")
    proposal.attachments.create(file=file, name=secrets.FILE, kind="pdf", size=1, added_by=user, added_at=now)
    return proposal


def _fill_challenges(world, town):
    """One that takes questions, with one that waits; one whose partner is chosen; one with a pilot."""
    now, users = timezone.now(), world.users
    opened, _chosen, tried = (
        make_challenge(municipality=town, slug=f"sweep-{stage}", stage=stage, round=world.round)
        for stage in ("open", "selected", "pilot")
    )
    world.question = ask_question(challenge=opened, asker=users["asker"], text="いつまでですか。", now=now)
    partners = [{"name": "株式会社ためす", "url": ""}]
    world.pilot = Pilot.objects.create(challenge=tried, project=world.project, partners=partners, begun_at=now)
    world.milestone = add_milestone(pilot=world.pilot, title="試作")
    world.pilot_update = write_update(
        pilot=world.pilot, by=users["owner"], text="試した。", day=timezone.localdate(), now=now
    )


def _fill_space(world, space):
    """A colleague of the officer, and an invitation for the volunteer."""
    now = timezone.now()
    world.space = space
    world.colleague = make_user("colleague@tomoni.example", groups=[space.group])
    world.invitation = Invitation.objects.create(
        space=space,
        email="volunteer@tomoni.example",
        invited_by=world.users["officer"],
        invited_at=now - timedelta(hours=1),
        sent_at=now - timedelta(hours=1),
        expires_at=now + timedelta(days=14),
        token_hash=digest_of(SECRET),
    )


def _document_for(space):
    """One that only the people of a space may read."""
    restriction = CollectionViewRestriction.objects.create(collection=space.collection, restriction_type="groups")
    restriction.groups.add(space.group)
    file = ContentFile(b"x", "sweep.txt")
    return get_document_model().objects.create(title="議事録", file=file, collection=space.collection)


def arguments(world):
    """(a part of a pattern, what stands there in an address): the first that fits counts."""
    need_link = answer_path(need=world.need, user=world.users["owner"], move="renew")
    return (
        ("proposals/<uuid:key>/", f"proposals/{world.proposal.key}/"),
        ("attachments/<uuid:attachment>/", f"attachments/{world.proposal.attachments.get().key}/"),
        ("invitations/<uuid:key>/", f"invitations/{world.proposal.invitations.get().key}/"),
        (r"^(\d+)/(.*)$", f"{world.document.pk}/{world.document.filename}"),
        ("desk/<str:to>/", "desk/withdrawn/"),
        ("<str:municipality>/<str:slug>/review/", "sweep-town/sweep-judged/review/"),
        ("/<uuid:key>/", f"/{world.judged.key}/"),
        ("interviews/<int:number>.ics", f"interviews/{world.slot.pk}.ics"),
        ("<str:municipality>/<str:slug>/questions/", "sweep-town/sweep-open/questions/"),
        ("<str:municipality>/<str:slug>/pilot/begin/", "sweep-town/sweep-selected/pilot/begin/"),
        ("<str:municipality>/<str:slug>/pilot/", "sweep-town/sweep-pilot/pilot/"),
        ("<str:municipality>/<str:slug>/outcome/", "sweep-town/sweep-pilot/outcome/"),
        ("<str:municipality>/<str:slug>/", f"sweep-town/{world.challenge.slug}/"),
        ("questions/<int:number>/", f"questions/{world.question.pk}/"),
        ("milestones/<int:number>/", f"milestones/{world.milestone.pk}/"),
        ("pilot/updates/<int:number>/", f"pilot/updates/{world.pilot_update.pk}/"),
        ("<str:slug>/claim/", f"{world.orphan.slug}/claim/"),
        ("claim/<int:number>/", f"claim/{world.claim.pk}/"),
        ("join/<int:number>/", f"join/{world.request.pk}/"),
        ("members/<int:number>/", f"members/{world.membership.pk}/"),
        ("needs/<int:number>/", f"needs/{world.need.pk}/"),
        ("updates/<int:number>/", f"updates/{world.update.pk}/"),
        ("new/<int:pk>/", f"new/{world.draft.pk}/"),
        ("^needs/(?P<token>[^/]+)/(?P<move>renew|close)/$", need_link.removeprefix("/")),
        ("stop/<str:token>/", f"stop/{token_for(world.users['asker'], 'project_update')}/"),
        ("people/<str:handle>/", f"people/{world.users['asker'].profile.handle}/"),
        ("accounts/invitations/<str:token>/", f"accounts/invitations/{SECRET}/"),
        ("admin/spaces/<int:pk>/", f"admin/spaces/{world.space.pk}/"),
        ("people/<int:person>/", f"people/{world.colleague.pk}/"),
        ("invitations/<int:invitation>/", f"invitations/{world.invitation.pk}/"),
        ("rounds/<int:pk>/", f"rounds/{world.round.pk}/"),
        ("events/series/<int:pk>.ics", f"events/series/{world.event.get_parent().pk}.ics"),
        ("events/<int:pk>.ics", f"events/{world.event.pk}.ics"),
        ("sitemap-<int:number>.xml", "sitemap-1.xml"),
        ("feeds/topic/<slug:slug>.atom", "feeds/topic/food.atom"),
        ("feeds/region/<str:code>.atom", "feeds/region/281000.atom"),
        ("<str:slug>", world.project.slug),
    )


def queries(world):
    """What an address needs after its question mark, by its pattern."""
    return {"report/": f"about={reference('project', world.project.pk)}"}


def posted(world):
    """What is sent by POST, so that the answer is about the right and not about an empty form. By pattern."""
    thing = f"{world.report.content_type_id}.{world.report.object_id}"
    return {
        "admin/moderation/decide/": {"thing": thing, "decision": "dismiss"},
        "admin/moderation/claim/": {"claim": world.claim.pk, "decision": "reject", "note": "いいえ"},
        "admin/moderation/take-back/": {"measure": world.measure.pk},
        "projects/<str:slug>/needs/<int:number>/choose/": {"move": "close"},
        "projects/<str:slug>/updates/<int:number>/hide/": {"move": "hide"},
        "projects/<str:slug>/members/hand-over/": {"offer": world.handover.pk, "move": "take_back"},
    }
