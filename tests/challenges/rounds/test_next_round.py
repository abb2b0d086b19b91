"""The next round is made from one that was: its dates move, chosen challenges are drafts in it, nothing old changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from challenges.models import ChallengePage, ChallengeProject
from challenges.rounds.dates import later_by
from challenges.rounds.models import Round
from challenges.rounds.services import prepare_next_round
from pages.models import Space
from tests.factories import make_challenge, make_municipality_page, make_project, make_user
from tests.hub.test_operators import signed_in

pytestmark = pytest.mark.usefixtures("site")

CLOSES = datetime(2026, 11, 30, 8, tzinfo=UTC)  # 17:00 in Japan


@pytest.fixture
def after(site):
    return Round.objects.create(
        slug="2026-1", name_ja="2026年度上期", year=2026, closes_at=CLOSES, reports_due_on=date(2027, 8, 31)
    )


@pytest.fixture
def kobe(site):
    return make_municipality_page(slug="kobe")


@pytest.fixture
def office(site):
    return make_user("office@tomoni.example", is_staff=True, is_superuser=True)


def typed(**fields):
    return {"name_ja": "2027年度上期", "slug": "2027-1", "year": 2027, "months": 12, **fields}


def test_next_round_keeps_the_hours_and_moves_the_days(after, office):
    signed_in(office).post(reverse("next_round", args=[after.pk]), typed(months=6))
    made = Round.objects.get(slug="2027-1")
    assert made.closes_at == datetime(2027, 5, 30, 8, tzinfo=UTC)
    assert made.reports_due_on == date(2028, 2, 29)
    assert made.opens_at is None
    after.refresh_from_db()
    assert after.closes_at == CLOSES


def test_chosen_challenges_are_drafts_without_what_became_of_them(after, kobe, office, client):
    chosen = make_challenge(
        "雑草", slug="weeds", municipality=kobe, stage="finished", round=after, partner="ある会社", outcome="解決した。"
    )
    ChallengeProject.objects.create(challenge=chosen, project=make_project("見本"))
    left = make_challenge("道路", municipality=kobe, stage="finished", round=after)
    response = signed_in(office).post(
        reverse("next_round", args=[after.pk]), typed(challenges=[chosen.pk]), follow=True
    )
    (draft,) = ChallengePage.objects.filter(round__slug="2027-1")
    assert (draft.title, draft.slug, draft.stage, draft.live) == ("雑草", "weeds-2027-1", "preparing", False)
    assert (draft.partner, draft.outcome, draft.project_links.count()) == ("", "", 0)
    assert draft.closes_at == datetime(2027, 11, 30, 8, tzinfo=UTC)
    assert draft.get_parent().pk == kobe.pk
    assert client.get("/challenges/kobe/weeds-2027-1/").status_code == 404
    chosen.refresh_from_db()
    assert (chosen.stage, chosen.round, left.round) == ("finished", after, after)
    assert "1 challenge is a draft in it." in response.content.decode()


def test_two_drafts_of_one_challenge_have_two_addresses(after, kobe, office):
    chosen = make_challenge("雑草", slug="weeds", municipality=kobe, round=after)
    make_challenge("前からある", slug="weeds-2027-1", municipality=kobe)
    signed_in(office).post(reverse("next_round", args=[after.pk]), typed(challenges=[chosen.pk]))
    assert ChallengePage.objects.get(round__slug="2027-1").slug == "weeds-2027-1-2"


def test_slug_of_another_round_is_refused_and_nothing_typed_is_lost(after, office):
    response = signed_in(office).post(reverse("next_round", args=[after.pk]), typed(slug="2026-1", name_ja="新しい名"))
    page = BeautifulSoup(response.content, "html.parser")
    assert "There is a round “2026-1” already." in page.select_one("main").get_text()
    assert page.select_one("[name=name_ja]")["value"] == "新しい名"
    assert Round.objects.count() == 1


def test_challenge_of_another_round_cannot_be_taken_along(after, kobe, office):
    other = make_challenge("別の期", municipality=kobe)
    response = signed_in(office).post(reverse("next_round", args=[after.pk]), typed(challenges=[other.pk]))
    assert response.status_code == 200
    assert Round.objects.count() == 1


def test_nothing_is_made_where_one_municipality_is_not_theirs(after, kobe):
    page = make_challenge("雑草", municipality=kobe, round=after)
    fields = {"slug": "2027-1", "name_ja": "次", "name_en": "", "year": 2027, "months": 12}
    with pytest.raises(PermissionDenied):
        prepare_next_round(after=after, challenges=[page], by=make_user("taro@tomoni.example"), **fields)
    assert list(Round.objects.all()) == [after]


def test_officer_of_a_municipality_prepares_no_round(after, kobe):
    officer = make_user("officer@tomoni.example", groups=[Space.objects.get(page=kobe.page_ptr).group])
    for response in (
        signed_in(officer).get(reverse("next_round", args=[after.pk])),
        signed_in(officer).post(reverse("next_round", args=[after.pk]), typed()),
    ):
        assert response["Location"] == "/admin/"
    assert Round.objects.count() == 1


def test_form_says_which_round_it_follows_and_its_dates(after, office):
    after.closes_at = datetime(2026, 11, 30, 15, tzinfo=UTC)
    after.save()
    page = signed_in(office).get(reverse("next_round", args=[after.pk])).content.decode()
    assert "Prepare the next round" in page
    assert "2026年度上期" in page
    assert "30 November 2026" in page, "midnight is the end of the day before"


def test_dates_that_change_places_in_a_shorter_month_are_told(after, office):
    after.questions_end_at = datetime(2026, 8, 30, 8, tzinfo=UTC)
    after.closes_at = datetime(2026, 8, 31, 0, tzinfo=UTC)
    after.save()
    response = signed_in(office).post(reverse("next_round", args=[after.pk]), typed(months=6))
    assert "“Proposals close” lies before “Last questions”." in response.content.decode()
    assert Round.objects.count() == 1


def test_list_of_rounds_leads_to_the_next_one(after, office):
    page = signed_in(office).get(reverse("wagtailsnippets_challenges_round:list")).content.decode()
    assert reverse("next_round", args=[after.pk]) in page


hours = st.integers(0, 100 * 365 * 24).map(lambda count: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=count))


@given(hours, st.sampled_from([6, 12]))
def test_later_by_months_is_the_same_time_and_never_a_later_day(at, months):
    found = later_by(at, months)
    before, after = at.astimezone(found.tzinfo), found
    assert (after.year * 12 + after.month) - (before.year * 12 + before.month) == months
    assert after.time() == before.time()
    assert after.day == before.day or after.day >= 28
