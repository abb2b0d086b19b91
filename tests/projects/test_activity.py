"""What a project's page tells of the work in its repositories."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from integrations.github.models import CommitWeek, FollowUp, NewcomerIssue
from projects.activity import newcomer_issues, weekly_commits
from tests.factories import make_project, make_repository

pytestmark = pytest.mark.usefixtures("site")

LOOK = datetime(2026, 11, 4, 3, tzinfo=UTC)  # a Wednesday
MONDAY = date(2026, 11, 2)


def make_issue(repository, number, **fields):
    return NewcomerIssue.objects.create(
        repository=repository,
        node_id=f"I_{repository.pk}_{number}",
        number=number,
        title=fields.pop("title", f"はじめての課題{number}"),
        url=fields.pop("url", f"https://github.com/{repository.full_name}/issues/{number}"),
        labels=["good first issue"],
        opened_at=LOOK - timedelta(days=100 - number),
        changed_at=LOOK,
    )


def make_weeks(repository, *commits, until=MONDAY):
    for back, number in enumerate(reversed(commits)):
        week = until - timedelta(weeks=back)
        CommitWeek.objects.create(repository=repository, week=week, commits=number, observed_at=LOOK)


def a_repository(name="town/map", **figures):
    return make_repository(name, figures={"stars": 1, **figures}, observed_at=LOOK)


def test_newest_issues_for_newcomers_come_first_and_the_others_are_counted(client):
    repository = a_repository(newcomer_issues=9, newcomers_observed_at=LOOK)
    for number in range(1, 10):
        make_issue(repository, number)
    project = make_project(repositories=[repository])
    page = BeautifulSoup(client.get(f"/en{project.get_url()}").content, "html.parser")
    section = page.select_one("section[aria-labelledby=newcomer-issues]")
    assert [link.text for link in section.select("li a")] == [f"はじめての課題{number}" for number in range(9, 3, -1)]
    assert "and 3 more" in section.text
    assert "as of 4 November 2026" in section.text


def test_words_from_outside_are_shown_as_text_and_no_other_address_is_linked(client):
    repository = a_repository(newcomer_issues=2)
    make_issue(repository, 1, title="<script>alert(1)</script>")
    make_issue(repository, 2, url="javascript:alert(1)")
    html = client.get(make_project(repositories=[repository]).get_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
    assert "javascript:" not in html


def test_repository_that_is_gone_offers_no_issues():
    gone = make_repository("town/gone", status="private_or_deleted", figures={"newcomer_issues": 1})
    make_issue(gone, 1)
    assert newcomer_issues([gone]).rows == []


def test_page_without_issues_for_newcomers_tells_how_to_offer_one(client):
    project = make_project(repositories=[a_repository(newcomer_issues=0, newcomers_observed_at=LOOK)])
    page = BeautifulSoup(client.get(f"/en{project.get_url()}").content, "html.parser")
    summary = page.find("summary", string="How to make some")
    assert "good first issue" in [label.text for label in summary.parent.select(".tags span")]
    assert page.select(".issues") == []


def test_page_says_nothing_of_issues_for_newcomers_before_anybody_has_looked(client):
    html = client.get(make_project(repositories=[a_repository()]).get_url()).content.decode()
    assert "newcomer-issues" not in html
    assert "Issue を" not in html


def test_commits_of_all_repositories_are_added_up_by_week():
    first, second = a_repository("town/a"), a_repository("town/b")
    make_weeks(first, *range(12))
    make_weeks(second, *[1] * 12)
    found = weekly_commits([first, second])
    assert [commits for _week, commits in found.rows] == list(range(1, 13))
    assert found.observed_at == LOOK


def test_weeks_after_the_last_commit_are_nought_and_those_before_the_first_count_unknown():
    repository = a_repository()
    make_weeks(repository, 5, 3, until=MONDAY - timedelta(weeks=2))
    assert [commits for _week, commits in weekly_commits([repository]).rows] == [None] * 8 + [5, 3, 0, 0]


def test_weeks_that_are_still_to_be_counted_are_unknown():
    repository = a_repository()
    make_weeks(repository, 5, 3, until=MONDAY - timedelta(weeks=2))
    FollowUp.objects.create(repository=repository, kind=FollowUp.Kind.WEEKLY, due_at=LOOK)
    assert [commits for _week, commits in weekly_commits([repository]).rows] == [None] * 8 + [5, 3, None, None]


def test_week_that_is_unknown_of_one_repository_is_unknown_of_all():
    first, second = a_repository("town/a"), a_repository("town/b")
    make_weeks(first, *[2] * 12)
    make_weeks(second, 1)
    assert [commits for _week, commits in weekly_commits([first, second]).rows] == [None] * 11 + [3]


def test_up_to_a_year_of_weeks_is_drawn_as_far_as_they_are_known():
    old, young = a_repository("town/a"), a_repository("town/b")
    make_weeks(old, *[1] * 60)
    assert len(weekly_commits([old]).rows) == 52
    make_weeks(young, *[2] * 20)
    assert [commits for _week, commits in weekly_commits([old, young]).rows] == [3] * 20


def test_years_without_a_commit_are_not_drawn():
    repository = a_repository()
    make_weeks(repository, *[0] * 12)
    assert weekly_commits([repository]) is None
    assert weekly_commits([]) is None


def test_page_draws_the_weeks_with_a_table_beside(client):
    repository = a_repository()
    make_weeks(repository, *range(12))
    project = make_project(repositories=[repository])
    page = BeautifulSoup(client.get(f"/en{project.get_url()}").content, "html.parser")
    chart = page.select_one("figure.chart")
    assert chart.select_one("figcaption").text == "Commits a week"
    assert [cell.text for cell in chart.select("tbody td")][-2:] == ["10", "11"]
    assert chart.select("tbody th")[-1].text == "2 Nov"
