"""Challenges of a round are posted again in another one: by officers their own, by the programme office all."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from challenges.models import ChallengePage
from challenges.proposals.models import Proposal
from challenges.rounds.models import Round
from challenges.rounds.services import post_again
from pages.models import Space
from tests.factories import make_challenge, make_municipality, make_municipality_page, make_project, make_user
from tests.hub.test_operators import signed_in
from tests.sending import values_of

pytestmark = pytest.mark.usefixtures("site")

AGAIN = "/challenges/rounds/again/"


@pytest.fixture
def spring():
    return Round.objects.create(slug="2026-1", name_ja="2026年度上期", year=2026)


@pytest.fixture
def autumn():
    return Round.objects.create(
        slug="2027-1", name_ja="2027年度上期", year=2027, closes_at=datetime(2027, 6, 30, 8, tzinfo=UTC)
    )


@pytest.fixture
def kobe(site):
    return make_municipality_page(slug="kobe")


@pytest.fixture
def ashiya(site):
    return make_municipality_page(make_municipality("282065", "芦屋市", "あしやし"), slug="ashiya")


@pytest.fixture
def officer(kobe):
    return make_user("officer@tomoni.example", groups=[Space.objects.get(page=kobe.pk).group])


@pytest.fixture
def office(site):
    user = make_user("office@tomoni.example")
    user.user_permissions.add(Permission.objects.get(content_type__app_label="challenges", codename="add_round"))
    return user


@pytest.fixture
def ours(kobe, spring):
    page = make_challenge(
        "雑草",
        municipality=kobe,
        slug="weeds",
        round=spring,
        stage="finished",
        problem="道に草が生える。",
        opens_at=datetime(2026, 4, 1, tzinfo=UTC),
        closes_at=datetime(2026, 6, 30, tzinfo=UTC),
        partner="ある会社",
        outcome="解決した。",
        source="前のサイト",
        projects=[make_project("見本")],
    )
    now = timezone.now()
    Proposal.objects.create(challenge=page, organization_name="ある会社", created_at=now, changed_at=now)
    return page


@pytest.fixture
def theirs(ashiya, spring):
    return make_challenge("迷子の犬", municipality=ashiya, slug="dogs", round=spring)


def page_of(user, query=""):
    return BeautifulSoup(signed_in(user).get(AGAIN + query).content, "html.parser")


def offered(user, query=""):
    return [
        label.get_text(strip=True)
        for label in page_of(user, query).select("main form label:has(input[name=challenges])")
    ]


def send(user, *challenges, into="2027-1", **changes):
    browser = signed_in(user)
    form = BeautifulSoup(browser.get(f"{AGAIN}?after=2026-1").content, "html.parser").select_one("main form")
    typed = {**values_of(form), "into": into, "challenges": [each.pk for each in challenges], **changes}
    return browser, typed, browser.post(f"{AGAIN}?after=2026-1", typed, follow=True)


def said(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True).split())


def test_officer_chooses_among_the_own_and_the_office_among_all(officer, office, ours, theirs, autumn):
    assert offered(officer) == ["雑草 (神戸市)"]
    assert offered(office) == ["迷子の犬 (芦屋市)", "雑草 (神戸市)"]


def test_draft_has_the_words_and_nothing_of_what_became_of_it(officer, ours, autumn, client):
    _browser, _typed, response = send(officer, ours)
    assert "「2027年度上期」の下書きを1件つくりました。" in said(response)
    (draft,) = ChallengePage.objects.filter(round=autumn)
    assert (draft.title, draft.problem, draft.slug) == ("雑草", "道に草が生える。", "weeds-2027-1")
    assert (draft.stage, draft.live, draft.owner) == ("preparing", False, officer)
    assert (draft.partner, draft.outcome, draft.source) == ("", "", "")
    assert (draft.opens_at, draft.closes_at) == (None, autumn.closes_at)
    assert [draft.stage_changes.count(), draft.project_links.count()] == [0, 0]
    assert Proposal.objects.get().challenge == ours
    assert client.get("/challenges/kobe/weeds-2027-1/").status_code == 404
    ours.refresh_from_db()
    assert (ours.stage, ours.partner) == ("finished", "ある会社")
    assert "書き上げて提出する" in said(signed_in(officer).get("/challenges/desk/"))


def test_office_posts_those_of_several_towns(office, ours, theirs, autumn):
    send(office, ours, theirs)
    assert sorted(ChallengePage.objects.filter(round=autumn).values_list("slug", flat=True)) == [
        "dogs-2027-1",
        "weeds-2027-1",
    ]


def test_officer_cannot_slip_in_that_of_another_town(officer, ours, theirs, autumn):
    _browser, _typed, response = send(officer, ours, theirs)
    assert response.status_code == 200
    assert ChallengePage.objects.filter(round=autumn).count() == 0
    with pytest.raises(PermissionDenied):
        post_again(challenges=[ours, theirs], into=autumn, by=officer)
    assert ChallengePage.objects.filter(round=autumn).count() == 0


def test_nothing_chosen_is_told_at_the_list(officer, ours, autumn):
    _browser, _typed, response = send(officer)
    assert "地域課題を1つ以上選んでください。" in said(response)


def test_sent_twice_it_is_made_once(officer, ours, autumn):
    browser, typed, _response = send(officer, ours)
    browser.post(f"{AGAIN}?after=2026-1", typed)
    assert ChallengePage.objects.filter(round=autumn).count() == 1


def test_without_another_round_it_says_who_prepares_it(officer, ours):
    assert "次の募集期は事務局が用意します" in page_of(officer).get_text()


def test_officer_without_a_challenge_in_a_round_reads_so(officer, theirs, autumn):
    assert "募集期に入っている課題がありません" in page_of(officer).get_text()
    assert signed_in(officer).get(f"{AGAIN}?after=2026-1").status_code == 404


def test_rounds_to_choose_from_are_those_with_own_challenges(officer, kobe, ours, autumn):
    make_challenge("新しい課題", municipality=kobe, round=autumn)
    links = [link["href"] for link in page_of(officer).select("main nav[aria-labelledby=rounds] a")]
    assert links == ["?after=2027-1", "?after=2026-1"]
    assert offered(officer) == ["新しい課題 (神戸市)"]
    assert offered(officer, "?after=2026-1") == ["雑草 (神戸市)"]


def test_page_is_for_those_with_a_desk(client, ours):
    assert signed_in(make_user("volunteer@tomoni.example")).get(AGAIN).status_code == 404
    assert client.get(AGAIN).status_code == 302


def test_page_costs_the_same_for_two_and_for_twenty(officer, kobe, ours, spring, autumn, django_assert_num_queries):
    browser = signed_in(officer)
    browser.get(AGAIN)
    with django_assert_num_queries(13):
        browser.get(AGAIN)
    for number in range(20):
        make_challenge(f"課題{number}", municipality=kobe, round=spring)
    with django_assert_num_queries(13):
        browser.get(AGAIN)
