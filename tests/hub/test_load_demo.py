"""The demo content as visitors, editors and members of spaces find it. It is loaded once for all of these tests."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision

from challenges.models import ChallengePage, MunicipalityPage
from events.models import EventPage
from hub.demo.accounts import ACCOUNTS, PASSWORD
from hub.demo.events import next_third_saturday
from hub.demo.loader import load
from integrations.github.models import Repository
from pages.models import Space
from projects.joining.models import Membership
from projects.models import Need, ProjectPage
from regions.models import BrigadePage, Region

TEN = time(10)

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def counts(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture
def demo(counts, db):
    """The loaded content; what a test changes is taken back."""


def project(slug):
    return ProjectPage.objects.originals().get(slug=slug)


def titles_found(words):
    return {page.title for page in Page.objects.live().search(words)}


def text_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return re.sub(r"<[^>]+>", " ", response.content.decode())


# --- what there is ---


def test_demo_counts_what_it_loaded(demo, counts):
    assert counts == {
        "prefectures and municipalities": 1963,
        "brigades": 83,
        "projects": 24,
        "municipalities with challenges": 5,
        "challenges": 24,
        "event series": 1,
        "events": 9,
        "pages of text": 5,
        "pages in English": 22,
        "repositories": 22,
    }


def test_demo_repositories_wait_for_their_first_sync(demo):
    assert set(Repository.objects.values_list("status", "github_id", "latest_snapshot")) == {("pending", None, None)}


def test_demo_invents_no_needs_and_no_lead_of_real_projects(demo):
    asking = ProjectPage.objects.filter(pk__in=Need.objects.values("project"))
    assert {page.title[-4:] for page in asking} == {"（見本）"}
    assert set(ProjectPage.objects.values_list("lead", "members")) == {("", "")}


def test_demo_asks_for_help_today_and_has_somebody_who_answers(demo):
    today = timezone.localdate()
    assert {need.expires_on - need.confirmed_on for need in Need.objects.all()} == {timedelta(days=60)}
    assert Need.objects.open_on(today).count() == Need.objects.count() == 5
    assert set(Membership.objects.values_list("role", "user__email", "is_shown")) == {
        ("owner", "organizer@tomoni.example", True),
        ("owner", "admin@tomoni.example", True),
    }


def test_demo_leaves_an_unknown_status_unknown(demo):
    assert project("5374").status is None
    assert project("dim").status == "paused"
    assert ProjectPage.objects.for_visitors().filter(status=None).count() == 6


def test_demo_brigades_say_where_their_facts_are_from(demo):
    adachi = BrigadePage.objects.get(slug="code-for-adachi")
    assert adachi.source == "civictechindex/CTI-website-backend, MIT (2022-04)"
    assert adachi.state == "unknown"
    assert adachi.stated_on is None
    assert [region.full_name for region in adachi.regions.all()] == ["東京都足立区"]
    assert [link.label for link in adachi.social_links.all()] == ["Facebook", "X (Twitter)"]


def test_demo_challenges_of_kobe_take_proposals_until_the_end_of_the_day_in_japan(demo):
    challenge = ChallengePage.objects.originals().get(slug="tap-water")
    assert challenge.closes_at == datetime(2019, 12, 5, 15, tzinfo=UTC)
    assert str(challenge.last_day) == "2019-12-05"
    assert challenge.stage == "closed"


def test_demo_challenge_names_the_partner_who_was_chosen(demo):
    challenge = ChallengePage.objects.originals().get(slug="evacuation-support")
    assert (challenge.stage, challenge.partner) == ("selected", "株式会社ウェザーニューズ")


def test_demo_covid19_figures_stand_as_given_with_the_date_that_is_known(demo):
    figures = [(each.label, each.value, each.as_of_text) for each in project("covid19-tokyo").reported_figures.all()]
    assert len(figures) == 17
    assert figures[0] == ("コミット", "3,732", "2020年3月22日")
    assert figures[4] == ("スター（おおよそ）", "4.6k", "2020年3月22日")
    assert figures[12] == ("そのうち取り入れられた提案", "671", "2020年3月")
    assert figures[16][1:] == ("2,604", "2020年10月")


# --- events ---


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 1, tzinfo=UTC), "2026-11-21"),
        (datetime(2026, 11, 21, 0, 59, tzinfo=UTC), "2026-11-21"),
        (datetime(2026, 11, 21, 1, 0, tzinfo=UTC), "2026-12-19"),
        (datetime(2026, 12, 31, 16, tzinfo=UTC), "2027-01-16"),
        (datetime(2026, 8, 14, 15, tzinfo=UTC), "2026-08-15"),
    ],
)
def test_next_third_saturday_follows_the_clock_of_japan(now, day):
    assert str(next_third_saturday(now, TEN)) == day


def test_demo_has_one_event_to_come_and_past_and_undated_ones(demo):
    now = timezone.now()
    events = EventPage.objects.for_visitors()
    (upcoming,) = events.upcoming(now)
    start = timezone.localtime(upcoming.starts_at)
    assert (start.weekday(), start.hour, (start.day - 1) // 7) == (5, 10, 2)
    assert (events.past(now).count(), events.undated().count()) == (6, 2)


def test_demo_event_of_which_only_the_day_is_known_lasts_that_day(demo):
    event = EventPage.objects.originals().get(slug="ikoma-2020-06")
    assert event.whole_day
    assert (event.starts_at, event.ends_at) == (
        datetime(2020, 6, 26, 15, tzinfo=UTC),
        datetime(2020, 6, 27, 15, tzinfo=UTC),
    )
    seen = [(each.name, each.project and each.project.slug) for each in event.participations.all()]
    assert seen == [("地球温暖化すごろくゲーム", None), ("いきいきの輪", "ikiiki-no-wa")]


# --- as visitors see it ---


def test_demo_pages_all_answer_in_both_languages(demo, client):
    addresses = [page.specific.get_url() for page in Page.objects.live().filter(depth__gt=1)]
    originals = [address for address in addresses if not address.startswith("/en/")]
    asked = {*addresses, *(f"/en{address}" for address in originals)}
    wrong = {address: status for address in sorted(asked) if (status := client.get(address).status_code) != 200}
    assert wrong == {}
    assert len(originals) == 156


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("給食", "4919（食育）for Ikoma"),
        ("消火栓", "全国消火栓プロジェクト"),
        ("収集日", "5374.jp（ゴミナシ）"),
        ("避難所", "ねこにげ（仮）"),
        ("公園", "気軽に公園レンタル！公園の利活用から新しい公共空間をつくりたい"),
        ("ｵｰﾌﾟﾝﾃﾞｰﾀ", "dim とオープンデータの DataOps"),
        ("足立", "Code for Adachi"),
        ("アクセシビリティ", "アクセシビリティ"),
    ],
)
def test_search_finds_the_demo_without_a_worker(demo, words, title):
    assert title in titles_found(words)


def test_search_finds_municipalities(demo):
    assert [region.code for region in Region.objects.all().search("いこまし")] == ["292095"]


def test_demo_leaves_nothing_for_the_worker(demo):
    assert DBTaskResult.objects.count() == 0


def test_demo_home_page_leads_to_the_lists_in_both_languages(demo, client):
    assert "まちの困りごとを、ともに解く。" in text_of(client, "/")
    english = client.get("/en/").content.decode()
    assert "You want to help" in english
    assert 'href="/en/projects/"' in english


def test_demo_english_project_has_english_words_and_the_same_figures(demo, client):
    text = text_of(client, "/en/projects/covid19-tokyo/")
    assert "It was the government's official site" in text.replace("&#x27;", "'")
    assert "Sites across Japan that started from it" in text
    assert "3,732" in text


def test_demo_municipality_has_an_english_name_and_its_own_figures(demo, client):
    kobe = MunicipalityPage.objects.get(slug="kobe", locale__language_code="en")
    assert kobe.title == "Kobe City"
    assert "over 70%" in text_of(client, "/en/challenges/kobe/")


# --- accounts and spaces ---


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.email)
def test_demo_account_signs_in_with_its_verified_address(demo, client, account):
    assert authenticate(username=account.email, password=PASSWORD) is not None
    assert EmailAddress.objects.get(email=account.email).verified
    answer = client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")


def test_demo_officer_hands_in_and_organizer_publishes_in_their_own_space_only(demo, django_user_model):
    kobe = MunicipalityPage.objects.originals().get(slug="kobe")
    ashiya = MunicipalityPage.objects.originals().get(slug="ashiya")
    series = EventPage.objects.originals().get(slug="next").get_parent()
    officer = django_user_model.objects.get(email="officer@tomoni.example")
    organizer = django_user_model.objects.get(email="organizer@tomoni.example")
    rights = [page.permissions_for_user(officer) for page in (kobe, ashiya, series)]
    assert [each.can_edit() for each in rights] == [True, False, False]
    assert [each.can_publish() for each in rights] == [False, False, False]
    may = [page.permissions_for_user(organizer).can_publish() for page in (kobe, ashiya, series)]
    assert may == [False, False, True]


def test_demo_volunteer_has_no_way_into_the_admin(demo, client, django_user_model):
    client.force_login(django_user_model.objects.get(email="volunteer@tomoni.example"))
    assert client.get("/admin/").status_code == 302


def test_demo_opens_a_space_for_each_municipality_series_and_brigade(demo):
    assert Space.objects.count() == 5 + 1 + 83


# --- once ---


def test_demo_is_loaded_once_and_keeps_what_people_changed(demo, capsys):
    page = project("dim")
    page.title = "dim（書き直し）"
    page.save_revision().publish()
    before = (Page.objects.count(), Revision.objects.count(), Repository.objects.count())
    call_command("load_demo")
    assert capsys.readouterr().out == "There are projects already: the demo content is not loaded again.\n"
    assert (Page.objects.count(), Revision.objects.count(), Repository.objects.count()) == before
    assert project("dim").title == "dim（書き直し）"
