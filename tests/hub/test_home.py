"""The home page: windows that fill themselves, the same cost for few and many, sensible when there is nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from hub.models import HomePage
from hub.windows import Windows
from integrations.github.models import CommitWeek, Contribution, Contributor
from projects.models import ProjectPage
from tests.factories import (
    make_brigade,
    make_challenge,
    make_event,
    make_municipality,
    make_prefecture,
    make_project,
    make_repository,
    translate,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SEEN = datetime(2026, 11, 4, 3, tzinfo=UTC)


def fresh(client, path):
    """The page as it is drawn now: a cookie asks past the kept one."""
    return client.get(path, headers={"cookie": "sessionid=none"})


def fill(count):
    make_prefecture("130001")
    for number in range(count):
        project = make_project(
            f"地図{number}", needs=[{"role": "design", "text": "ロゴ"}], regions=[make_municipality()]
        )
        make_challenge(f"困りごと{number}", stage="open", closes_at=NOW + timedelta(days=number + 1))
        make_event(
            f"集まる日{number}", starts_at=NOW + timedelta(days=number + 1), ends_at=None, region=make_municipality()
        )
        make_brigade(f"Code for {number}", regions=[make_municipality()])
        if number == 0:
            translate(project, "en", title="A map")


@pytest.mark.parametrize("language", ["", "en/"])
def test_fresh_site_has_a_home_page_with_all_its_parts(site, client, language):
    html = fresh(client, f"/{language}").content.decode()
    assert len(re.findall("<h1", html)) == 1
    assert len(re.findall("<h2", html)) >= 6
    assert f'href="/{language}projects/"' in html


def test_projects_that_ask_for_help_come_first(site):
    active = make_project("活発", reported_activity_on=NOW.date())
    asking = make_project("募集中", needs=[{"text": "ロゴ"}])
    make_project("保管", status="archived")
    expired = make_project("期限切れ", needs=[{"text": "ロゴ", "expires_on": (NOW - timedelta(days=9)).date()}])
    assert Windows().projects[0].title == asking.title
    assert {card.title for card in Windows().projects} == {asking.title, active.title, expired.title}


def test_open_challenges_are_shown_and_without_any_the_latest(site):
    make_challenge("おわり", stage="finished")
    assert ([card.title for card in Windows().challenges], Windows().any_challenge_is_open) == (["おわり"], False)
    make_challenge("いま", stage="open", closes_at=NOW + timedelta(days=1))
    assert ([card.title for card in Windows().challenges], Windows().any_challenge_is_open) == (["いま"], True)


def test_next_events_are_shown_and_without_any_the_latest(site):
    make_event("まえ", starts_at=NOW - timedelta(days=9), ends_at=None)
    assert ([card.title for card in Windows().events], Windows().any_event_is_coming) == (["まえ"], False)
    make_event("つぎ", starts_at=NOW + timedelta(days=9), ends_at=None)
    assert ([card.title for card in Windows().events], Windows().any_event_is_coming) == (["つぎ"], True)


def test_today_tells_of_needs_the_next_event_and_an_open_challenge(site):
    fill(2)
    assert [(item.icon, item.tone) for item in Windows().today] == [
        ("chat", "now"),
        ("chat", "now"),
        ("calendar", "action"),
        ("flag", "action"),
    ]


def test_today_leads_to_projects_that_say_how_to_join_while_few_ask_for_help(site):
    make_project("だれでも", slug="all", how_to_join="第二土曜に来てください。")
    make_project("書いていない", slug="silent")
    make_project("休み", slug="paused", how_to_join="いつでも。", status="paused")
    make_project("募集中", slug="asking", how_to_join="いつでも。", needs=[{"role": "design", "text": "ロゴ"}])
    assert [(item.title, item.url) for item in Windows().today] == [
        ("ロゴ", "/projects/asking/"),
        ("だれでも", "/projects/all/#how_to_join"),
    ]


def test_today_says_when_each_thing_is(site):
    start = datetime(2126, 12, 5, 1, tzinfo=UTC)
    make_event("つぎ", starts_at=start, ends_at=None, is_online=True)
    make_challenge("いま", stage="open", closes_at=timezone.now() + timedelta(days=3, hours=1))
    make_project(
        needs=[{"role": "design", "text": "ロゴ", "confirmed_on": None, "expires_on": start.date()}], title="地図"
    )
    assert [item.meta for item in Windows().today] == [
        ("地図", "2126年12月5日まで"),
        ("2126年12月5日(木)", "オンライン"),
        ("あと 3 日",),
    ]


def test_today_is_silent_where_nothing_can_be_done(site):
    make_event("中止", starts_at=NOW + timedelta(days=1), ends_at=None, cancelled=True)
    assert Windows().today == []


def test_map_counts_each_brigade_once_a_prefecture(site):
    hyogo, tokyo = make_prefecture("280003"), make_prefecture("130001")
    make_brigade(regions=[hyogo, make_municipality()])
    make_brigade(regions=[tokyo])
    make_brigade(regions=[tokyo]).unpublish()
    assert {tile.code: tile.count for tile in Windows().map["tiles"]} == {"130001": 1, "280003": 1}


def test_figures_count_what_visitors_can_see(site):
    fill(2)
    make_project(status="archived")
    make_event(starts_at=NOW - timedelta(days=9), ends_at=None)
    make_event(starts_at=NOW - timedelta(days=9), ends_at=None, cancelled=True)
    assert [figure.value for figure in Windows().figures] == [2, 2, 2, 1]


def test_newest_and_busiest_projects_stand_side_by_side(site, client):
    days = {name: NOW - timedelta(days=back) for name, back in (("古い", 90), ("新しい", 1), ("中ほど", 9))}
    for (name, day), work in zip(days.items(), (40, None, 7), strict=True):
        make_project(name, first_published_at=day, recent_work=work)
    ProjectPage.objects.filter(title="古い").update(recent_work=40, first_published_at=days["古い"])
    ProjectPage.objects.filter(title="中ほど").update(recent_work=7, first_published_at=days["中ほど"])
    windows = Windows()
    assert [entry.title for entry in windows.newest] == ["新しい", "中ほど", "古い"]
    assert [entry.title for entry in windows.busiest] == ["古い", "中ほど"]
    html = fresh(client, "/en/").content.decode()
    assert "40 in 30 days" in html


def test_newest_projects_stand_alone_while_nothing_is_known_of_the_others(site, client):
    make_project("地図")
    assert (len(Windows().newest), Windows().busiest) == (1, [])
    assert "Most done in 30 days" not in fresh(client, "/en/").content.decode()


def github_figures():
    with translation.override("en"):
        return [(figure.label, figure.value, figure.state) for figure in Windows().github_figures]


def make_counted_repository(people, **fields):
    figures = {"contributors_human": len(people), "newcomer_issues": 2} | {
        f"{name}_observed_at": SEEN for name in ("contributors", "newcomers")
    }
    repository = make_repository(figures=figures, observed_at=SEEN, **fields)
    for number in people:
        person = Contributor.objects.get_or_create(github_id=number, defaults={"login": f"p{number}", "kind": "human"})
        Contribution.objects.create(repository=repository, contributor=person[0], commits=1)
    week = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    CommitWeek.objects.create(repository=repository, week=week, commits=5, observed_at=SEEN)
    CommitWeek.objects.create(repository=repository, week=week - timedelta(weeks=12), commits=99, observed_at=SEEN)
    return repository


def test_totals_of_github_count_a_person_once_and_only_the_last_twelve_weeks(site):
    make_counted_repository([1, 2])
    make_counted_repository([2, 3])
    assert github_figures() == [
        ("Repositories followed", 2, "known"),
        ("People who wrote code", 3, "known"),
        ("Open issues for newcomers", 4, "known"),
        ("Commits in 12 weeks, merges among them", 10, "known"),
    ]
    assert [figure.observed_at for figure in Windows().github_figures][1:] == [SEEN] * 3


def test_totals_of_github_say_what_is_known_in_part_and_leave_out_what_is_unknown(site):
    make_repository(status="pending")
    assert github_figures() == []
    make_repository(figures={"stars": 1})
    assert github_figures() == [("Repositories followed", 1, "known")]
    make_counted_repository([1])
    assert [state for _label, _value, state in github_figures()][1:] == ["partial"] * 3


def test_editors_arrangement_replaces_the_ready_made_one(site, client):
    home = HomePage.objects.get(locale__language_code="ja")
    home.body = [("heading", "わたしたちの見出し")]
    home.save_revision().publish()
    html = fresh(client, "/").content.decode()
    assert "わたしたちの見出し" in html
    assert "steps" not in html.partition("<main")[2].partition("</main>")[0]


def test_english_home_shows_translated_words_in_the_same_order(site, client):
    fill(2)
    cards = fresh(client, "/en/").context_data["windows"].projects
    assert sorted((card.title, card.language) for card in cards) == [("A map", None), ("地図1", "ja")]
