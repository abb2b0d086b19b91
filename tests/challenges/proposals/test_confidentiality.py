"""Nobody outside of the rights table sees, guesses or infers a proposal: roles × addresses × methods, and every place
that could tell of one by accident."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from accounts.moderators import group_of_moderators
from challenges.proposals import readers
from challenges.proposals.models import AccessLog
from challenges.proposals.services import add_attachment, begin_proposal, submit_proposal
from challenges.reaching import parts_of_address
from integrations.mail.models import Letter
from tests.factories import make_challenge, make_municipality, make_municipality_page, make_user

from .making import PDF, WHOLE, close, upload, url

pytestmark = pytest.mark.django_db
SECRET = "ひみつの方法"
NOW = datetime.now(UTC)
METHODS = ("get", "head", "post")
PAGES = ("proposal", "proposal_edit", "proposal_submit", "proposal_withdraw", "proposal_team", "proposal_records")
STRANGERS = ("stranger", "member of another team", "officer of another town", "moderator", "left the team")
TEAM, JUDGES = ("lead", "writer"), ("officer", "programme office")


@pytest.fixture
def world(site):
    return World()


class World:
    """An open challenge with a submitted proposal with a file, and a browser for every role."""

    def __init__(self):
        self.town = make_municipality_page(slug="kobe")
        other = make_municipality_page(make_municipality("281001", "明石市"), slug="akashi")
        self.challenge = make_challenge(
            municipality=self.town, slug="menu", stage="open", closes_at=NOW + timedelta(days=3)
        )
        self.users = {
            name: make_user(f"{number}@tomoni.example")
            for number, name in enumerate((*TEAM, *STRANGERS, *JUDGES, "suspended"))
        }
        self.users["officer"].groups.add(self.town.space.group)
        self.users["officer of another town"].groups.add(other.space.group)
        self._give_rights()
        self.proposal = self._proposal(self.users["lead"], organization_name=SECRET)
        self.proposal.team.create(user=self.users["writer"], since=NOW)
        self.file = add_attachment(proposal=self.proposal, upload=upload(), by=self.users["lead"], now=NOW)
        self.rival = self._proposal(self.users["member of another team"])
        submit_proposal(proposal=self.proposal, by=self.users["lead"], now=NOW)

    def _give_rights(self):

        self.users["moderator"].groups.add(group_of_moderators())
        rounds = Permission.objects.get(
            codename="add_round", content_type__app_label="challenges", content_type__model="round"
        )
        self.users["programme office"].user_permissions.add(rounds)

    def _proposal(self, lead, **texts):
        made = begin_proposal(challenge=self.challenge, by=lead, now=NOW)
        type(made).objects.filter(pk=made.pk).update(**{**WHOLE, "approach": SECRET, **texts})
        made.refresh_from_db()
        return made

    def browser(self, role):
        client = Client(raise_request_exception=False)
        if role != "anonymous":
            client.force_login(self.users[role])
        return client

    def addresses(self):
        """Of this proposal, of one that is not there, and of mixtures of both."""
        key, file = self.proposal.key, self.file.key
        return [
            *(url(self.proposal, view) for view in PAGES),
            url(self.proposal, "proposal_attachment", file),
        ], [
            *(reverse(view, args=["kobe", "menu", uuid4()]) for view in PAGES),
            *(reverse(view, args=["akashi", "menu", key]) for view in PAGES),
            url(self.proposal, "proposal_attachment", uuid4()),
            url(self.rival, "proposal_attachment", file),
            reverse("proposal_attachment", args=["kobe", "menu", uuid4(), file]),
        ]


def statuses(client, addresses, methods=METHODS):
    return {(method, each): getattr(client, method)(each).status_code for each in addresses for method in methods}


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_find_nothing_whether_it_is_there_or_not(world, role, is_closed):
    if is_closed:
        close(world.challenge)
    there, absent = world.addresses()
    found = statuses(world.browser(role), [*there, *absent], ("get", "head"))
    assert set(found.values()) == {404}
    posted = statuses(world.browser(role), [*there, *absent], ("post",))
    assert set(posted.values()) <= {404, 405}
    assert [posted["post", each] for each in there[:6]] == [posted["post", each] for each in absent[:6]]
    assert not AccessLog.objects.exists()


def test_anonymous_people_are_sent_to_sign_in_whether_it_is_there_or_not(world):
    there, absent = world.addresses()
    found = statuses(world.browser("anonymous"), [*there, *absent], ("get", "head"))
    assert set(found.values()) == {302}


@pytest.mark.parametrize("role", JUDGES)
def test_judges_find_nothing_before_the_deadline_not_even_how_many(world, role):
    client = world.browser(role)
    there, _absent = world.addresses()
    assert set(statuses(client, there, ("get", "head")).values()) == {404}
    page = client.get(reverse("proposals", args=parts_of_address(world.challenge)))
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    before = page.content
    world.proposal.delete()
    assert client.get(reverse("proposals", args=parts_of_address(world.challenge))).content == before


@pytest.mark.parametrize("role", JUDGES)
def test_judges_read_after_the_deadline_and_change_nothing(world, role):
    close(world.challenge)
    client = world.browser(role)
    assert SECRET in client.get(url(world.proposal)).content.decode()
    assert SECRET in client.get(reverse("proposals", args=parts_of_address(world.challenge))).content.decode()
    for view in PAGES[1:5]:
        assert set(statuses(client, [url(world.proposal, view)]).values()) == {404}
    assert client.get(url(world.rival)).status_code == 404, "a draft is never opened"


def test_team_alone_reads_it_before_the_deadline(world):
    for role in TEAM:
        assert SECRET in world.browser(role).get(url(world.proposal)).content.decode()
    assert not AccessLog.objects.exists()


def test_officer_in_a_team_reads_no_other_proposal(world):
    close(world.challenge)
    world.rival.team.create(user=world.users["officer"], since=NOW)
    client = world.browser("officer")
    assert client.get(url(world.proposal)).status_code == 404
    assert client.get(reverse("proposals", args=parts_of_address(world.challenge))).status_code == 404
    assert client.get(url(world.rival)).status_code == 200


def test_suspended_member_of_the_team_is_nobody(world):
    world.proposal.team.create(user=world.users["suspended"], since=NOW)
    client = world.browser("suspended")
    type(world.users["suspended"]).objects.filter(pk=world.users["suspended"].pk).update(is_active=False)
    assert client.get(url(world.proposal)).status_code == 302


def test_officer_who_has_left_the_town_finds_nothing_at_once(world):
    close(world.challenge)
    client = world.browser("officer")
    assert client.get(url(world.proposal)).status_code == 200
    world.users["officer"].groups.clear()
    assert client.get(url(world.proposal)).status_code == 404


def test_reviewers_read_and_those_shut_out_do_not(world):
    close(world.challenge)
    stranger, officer = world.users["stranger"], world.users["officer"]
    readers.reader(named := lambda user, proposal: user == stranger)
    readers.shut_out(conflicted := lambda user, proposal: user == officer)
    try:
        assert world.browser("stranger").get(url(world.proposal)).status_code == 200
        assert world.browser("stranger").get(url(world.proposal, "proposal_records")).status_code == 404
        assert world.browser("officer").get(url(world.proposal)).status_code == 404
        assert (
            world.browser("officer").get(url(world.proposal, "proposal_attachment", world.file.key)).status_code == 404
        )
    finally:
        readers._readers.remove(named)
        readers._shut_out.remove(conflicted)


@pytest.mark.parametrize("tampered", ["1", "../edit", "%00", "0" * 32, "%F0%9F%97%BE"])
def test_tampered_keys_are_not_found(world, tampered):
    base = reverse("proposals", args=parts_of_address(world.challenge))
    for role in ("lead", "stranger", "officer"):
        assert world.browser(role).get(f"{base}{tampered}/").status_code in {404, 302}


def test_attachment_is_handed_over_to_be_saved_and_nothing_else(world):
    answer = world.browser("lead").get(url(world.proposal, "proposal_attachment", world.file.key))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_no_address_serves_the_store(world):
    name = world.file.file.name
    for path in (f"/media/{name}", f"/media/../private/{name}", f"/static/{name}", f"/documents/1/{name}"):
        assert world.browser("lead").get(path).status_code in {301, 302, 400, 404}


def test_every_view_and_download_of_a_judge_is_written_down_and_shown(world):
    close(world.challenge)
    officer = world.browser("officer")
    officer.get(url(world.proposal))
    answer = officer.get(url(world.proposal, "proposal_attachment", world.file.key))
    b"".join(answer.streaming_content)
    rows = list(AccessLog.objects.order_by("pk").values_list("user__email", "what", "detail"))
    email = world.users["officer"].email
    assert rows == [(email, "view", ""), (email, "download", "plan.pdf")]
    page = officer.get(url(world.proposal, "proposal_records")).content.decode()
    assert "plan.pdf" in page
    assert world.browser("lead").get(url(world.proposal, "proposal_records")).status_code == 404


PUBLIC = (
    "/",
    "/challenges/",
    "/challenges/kobe/",
    "/challenges/kobe/menu/",
    "/en/challenges/kobe/menu/",
    "/search/?q=ひみつ",
    "/search/?q=ためす",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/search/feed.atom?q=ひみつ",
    "/api/v1/challenges/",
    "/challenges/rounds/",
    "/challenges/funnel/",
    "/challenges/funnel/table.csv?by=region",
)


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize("role", ["anonymous", *STRANGERS, *JUDGES])
def test_public_pages_say_nothing_of_it(world, role, is_closed):
    if is_closed:
        close(world.challenge)
    cache.clear()
    client = world.browser(role)
    for path in PUBLIC:
        told = client.get(path).content.decode()
        assert str(world.proposal.key) not in told
        assert SECRET not in told


ADMIN = (
    "/admin/",
    "/admin/pages/",
    "/admin/pages/search/?q=ひみつ",
    "/admin/reports/site-history/",
    "/admin/reports/locked/",
    "/admin/pages/{page}/edit/",
    "/admin/pages/{page}/history/",
    "/admin/pages/usage/{page}/",
    "/admin/pages/{page}/usage/",
)


@pytest.mark.parametrize("role", ["officer", "admin"])
def test_admin_says_nothing_of_it(world, role):
    if role == "admin":
        world.users["admin"] = make_user("admin@tomoni.example", is_staff=True, is_superuser=True)
    client = world.browser(role)
    for path in ADMIN:
        told = client.get(path.format(page=world.challenge.pk), follow=True).content.decode()
        assert SECRET not in told
        assert str(world.proposal.key) not in told


def test_wagtail_keeps_nothing_of_it(world):
    for model in apps.get_app_config("proposals").get_models():
        assert not ReferenceIndex.model_is_indexable(model)
        assert not issubclass(model, Page)
    kept = [
        str(each)
        for model in (PageLogEntry, Revision)
        for each in model.objects.values_list("data" if model is PageLogEntry else "content", flat=True)
    ]
    assert all(SECRET not in str(each) for each in kept)


def test_number_is_public_after_closing_and_not_before(world):
    anonymous = world.browser("anonymous")
    assert "提案が提出されました" not in anonymous.get("/challenges/kobe/menu/").content.decode()
    close(world.challenge)
    cache.clear()
    assert "1件の提案が提出されました" in anonymous.get("/challenges/kobe/menu/").content.decode()


def test_mails_of_a_receipt_go_to_the_team_alone(world):
    told = set(Letter.objects.filter(key__startswith="proposal").values_list("to", flat=True))
    assert told == {world.users["lead"].email, world.users["writer"].email}


def test_list_costs_the_same_for_few_and_for_many(world, django_assert_max_num_queries):
    close(world.challenge)
    for number in range(60):
        lead = make_user(f"many-{number}@tomoni.example")
        world.proposal.__class__.objects.create(
            challenge=world.challenge,
            organization_name=f"会社{number}",
            stage="submitted",
            submitted_at=NOW,
            created_at=NOW,
            changed_at=NOW,
        ).team.create(user=lead, role="lead", since=NOW)
    client = world.browser("officer")
    path = reverse("proposals", args=parts_of_address(world.challenge))
    client.get(path)
    with django_assert_max_num_queries(15):
        first = client.get(path).content.decode()
    assert "61件" in first
    assert "?page=2" in first
    for sort in ("time", "name", "stage", "nonsense"):
        assert client.get(path, {"sort": sort, "page": 2}).status_code == 200
