"""What was done in a project's repositories: the last 30 days in words, issues and pull requests in a table."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone, translation

from integrations.github.models import Contribution, Contributor, ContributorChoice, RecentActivity
from projects.work import COUNTED, sentences_about, was_quiet
from tests.factories import make_project, make_repository

pytestmark = pytest.mark.usefixtures("site")

LOOK = datetime(2026, 11, 4, 3, tzinfo=UTC)
FIGURES = {
    "stars": 9,
    "issues_open": 5,
    "issues_closed": 45,
    "pulls_open": 2,
    "pulls_merged": 60,
    "pulls_closed": 8,
}


def counts(known=1, total=1, authors=0, **numbers):
    return SimpleNamespace(**dict.fromkeys(COUNTED, 0) | numbers, authors=authors, known=known, total=total)


def said(**numbers):
    with translation.override("en"):
        return sentences_about(counts(**numbers))


def a_repository(name="town/map", **figures):
    return make_repository(name, figures=FIGURES | figures, observed_at=LOOK)


def make_recent(repository, since=60, **numbers):
    today = timezone.localdate()
    days = {(today - timedelta(days=1)).isoformat(): numbers} if numbers else {}
    since = today - timedelta(days=since)
    RecentActivity.objects.create(repository=repository, since=since, observed_at=timezone.now(), days=days)


def activity(client, *repositories, language="en"):
    page = client.get(f"/{language}{make_project(repositories=repositories).get_url()}".removeprefix("/ja"))
    return BeautifulSoup(page.content, "html.parser").select_one("section[aria-labelledby=activity]")


def rows(section):
    lines = section.select(".figure-table--work tr")
    return [[" ".join(cell.text.split()) for cell in line.select("th, td")] for line in lines]


def test_one_and_many_are_told_in_their_words():
    one = said(authors=1, commits=1, issues_opened=1, issues_closed=0, pulls_opened=1, pulls_merged=1)
    assert one == [
        "1 author made 1 commit.",
        "1 issue was opened, and 0 closed.",
        "1 pull request was opened, and 1 merged.",
    ]
    many = said(authors=12, commits=48, issues_opened=0, issues_closed=3, pulls_opened=2, pulls_merged=4)
    assert many == [
        "12 authors made 48 commits.",
        "0 issues were opened, and 3 closed.",
        "2 pull requests were opened, and 4 merged.",
    ]


def test_what_is_unknown_or_was_not_done_is_not_told():
    assert said(commits=48, authors=None) == ["48 commits were made."]
    assert said(**dict.fromkeys(COUNTED), authors=None) == []
    assert said() == []


def test_only_a_month_that_is_known_of_all_is_called_quiet():
    assert was_quiet(counts())
    assert not was_quiet(counts(known=1, total=2))
    assert not was_quiet(counts(pulls_closed=1))
    assert not was_quiet(counts(known=0, **dict.fromkeys(COUNTED)))


def test_page_tells_of_the_last_30_days_and_shows_them_beside_the_totals(client):
    repository = a_repository()
    make_recent(repository, commits=4, authors=["a", "b"], issues_opened=3, pulls_merged=1)
    section = activity(client, repository)
    assert "2 authors made 4 commits. 3 issues were opened, and 0 closed." in section.text
    assert [row for row in rows(section) if len(row) == 3][1:-1] == [
        ["opened", "50", "3"],
        ["closed", "45", "0"],
        ["opened", "70", "0"],
        ["merged", "60", "1"],
        ["closed unmerged", "8", "0"],
    ]


def test_japanese_page_has_the_same_figures(client):
    repository = a_repository()
    make_recent(repository, commits=4, authors=["a", "b"])
    assert ["50", "0"] in [row[1:] for row in rows(activity(client, repository, language="ja"))]


def test_quiet_month_is_said_and_no_number_is_invented(client):
    quiet = a_repository()
    make_recent(quiet)
    assert "It was quiet" in activity(client, quiet).text


def test_days_that_nobody_has_counted_are_unknown(client):
    section = activity(client, a_repository())
    assert ["opened", "50", "unknown"] in rows(section)
    assert "not counted yet" in rows(section)[-1][2]
    assert "quiet" not in section.text


def test_days_known_of_some_repositories_say_of_how_many(client):
    followed = a_repository("town/a")
    make_recent(followed, commits=1, authors=["a"])
    section = activity(client, followed, a_repository("town/b"))
    assert "(counted in 1 of 2 repositories)" in section.text
    assert "Only in part" in rows(section)[-1][2]


def test_project_whose_repositories_are_all_gone_has_no_activity(client):
    assert activity(client, make_repository("town/gone", status="private_or_deleted", figures=FIGURES)) is None


def make_people(repository, **commits):
    for number, (login, count) in enumerate(commits.items(), start=1):
        kind = "bot" if login.endswith("bot") else "human"
        person = Contributor.objects.create(github_id=number, login="" if login == "nameless" else login, kind=kind)
        Contribution.objects.create(repository=repository, contributor=person, commits=count)
        if login == "nameless":
            ContributorChoice.objects.create(github_id=number, choice="anonymised", chosen_at=LOOK)


def known_people(**numbers):
    figures = {"contributors_human": 2, "contributors_bot": 1, "contributors_anonymous": 3, **numbers}
    return a_repository(contributors_observed_at=LOOK, **figures)


def test_people_come_before_bots_and_the_nameless_are_counted(client):
    repository = known_people()
    make_people(repository, hanako=30, nameless=9, taro=1, renovatebot=400)
    section = activity(client, repository).select_one("[aria-labelledby=contributors]")
    assert [" ".join(each.text.split()) for each in section.select("ol li")] == [
        "H hanako 30 commits",
        "T taro 1 commit",
    ]
    assert section.select("ol a")[0]["href"].endswith("/hanako")
    assert [" ".join(each.text.split()) for each in section.select("ul li")] == ["renovatebot 400 commits"]
    assert "1 person chose to be counted without a name." in section.text
    assert "3 authors have no account on GitHub." in section.text
    assert "as of 4 November 2026" in section.text
    assert section.select("img") == []


def test_people_beyond_the_first_are_counted(client):
    repository = known_people()
    make_people(repository, **{f"person{number}": number + 1 for number in range(20)})
    section = activity(client, repository).select_one("[aria-labelledby=contributors]")
    assert len(section.select("ol li")) == 9
    assert "and 11 more people" in section.text


def test_people_nobody_has_listed_are_not_said_to_be_none(client):
    assert activity(client, a_repository()).select("#contributors") == []
