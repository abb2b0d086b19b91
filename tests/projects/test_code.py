"""What the page of a project says of its code, and the figures that others have given."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_project, make_repository

from .reading import links, show, texts, values

pytestmark = pytest.mark.usefixtures("site")

FIGURES = {
    "stars": 120,
    "forks": 30,
    "issues_open": 5,
    "issues_closed": 45,
    "pulls_open": 2,
    "pulls_merged": 60,
    "pulls_closed": 8,
}


def counted(response):
    return [(figure.value, figure.state) for figure in response.context["figures"]]


def test_page_adds_up_what_github_counts_over_all_repositories(client):
    later = datetime(2026, 11, 3, tzinfo=UTC)
    project = make_project(
        repositories=[make_repository(figures=FIGURES), make_repository(figures=FIGURES, observed_at=later)]
    )
    response = show(client, project)
    assert counted(response) == [(value, "known") for value in (240, 60, 10, 4)]
    assert {figure.observed_at for figure in response.context["figures"]} == {datetime(2026, 11, 1, tzinfo=UTC)}
    assert values(response) == [["120", "30", "50", "45", "70", "60", "8"]] * 2


def test_figures_that_nobody_knows_are_unknown_and_not_none(client):
    project = make_project(repositories=[make_repository(figures={**FIGURES, "pulls_open": None, "stars": None})])
    response = show(client, project, "en")
    figures = counted(response)
    assert figures == [(None, "unknown"), (30, "known"), (5, "known"), (None, "unknown")]
    assert texts(response, "figure__value")[0] == "unknown"


def test_figures_known_of_some_repositories_say_of_how_many(client):
    project = make_project(repositories=[make_repository(figures=FIGURES), make_repository()])
    response = show(client, project, "en")
    assert counted(response)[0] == (120, "partial")
    assert "(counted in 1 of 2 repositories)" in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "state", "words"),
    [
        ({"status": "archived", "figures": FIGURES}, "known", "Its owners have closed it"),
        (
            {
                "status": "private_or_deleted",
                "figures": FIGURES,
                "unreachable_since": datetime(2026, 10, 1, tzinfo=UTC),
            },
            "gone",
            "It cannot be found on GitHub since",
        ),
        ({"status": "blocked", "figures": FIGURES}, "gone", "GitHub has closed access to it"),
        ({"status": "pending"}, "pending", "Its figures have not been fetched yet."),
    ],
)
def test_state_of_a_repository_is_said_plainly(client, fields, state, words):
    project = make_project(repositories=[make_repository("code-for-town/lunch", **fields)])
    response = show(client, project, "en")
    assert counted(response)[0][1] == state
    assert words in response.content.decode()
    assert "code-for-town/lunch" in response.content.decode()


def test_figures_that_nobody_has_fetched_take_one_notice_and_no_tiles(client):
    waiting = [make_repository(status="pending"), make_repository(status="pending")]
    soup = BeautifulSoup(show(client, make_project(repositories=waiting), "en").content, "html.parser")
    assert (soup.select(".figure"), soup.select("#activity")) == ([], [])
    assert soup.select_one(".notice__title").text == "Nothing has been counted yet"
    partly = make_project(repositories=[make_repository(figures=FIGURES), waiting[0]])
    assert len(BeautifulSoup(show(client, partly, "en").content, "html.parser").select(".figure")) == 4


def test_repository_that_went_before_it_was_counted_has_no_last_figure(client):
    html = show(
        client, make_project(repositories=[make_repository(status="private_or_deleted")]), "en"
    ).content.decode()
    assert "No longer public, and never counted" in html
    assert "the last figure seen" not in html


def test_repository_that_is_gone_is_named_but_not_linked(client):
    gone = make_repository("code-for-town/gone", status="private_or_deleted")
    here = make_repository("code-for-town/here")
    found = links(show(client, make_project(repositories=[gone, here])))
    assert here.url in found
    assert gone.url not in found


def test_page_without_repositories_counts_nothing_and_says_so(client):
    response = show(client, make_project(), "en")
    assert response.context["figures"] == []
    assert "so nothing can be counted" in response.content.decode()


def made_days_ago(days, name=None, **fields):
    repository = make_repository(name or f"code-for-town/app-{days}", **fields)
    repository.last_human_commit_at = None if days is None else datetime(2026, 11, 1, tzinfo=UTC) - timedelta(days)
    repository.save()
    return repository


def test_most_recently_active_repository_comes_first_and_unknown_ones_last(client):
    quiet, old, new = made_days_ago(None, "town/quiet"), made_days_ago(9, "town/old"), made_days_ago(1, "town/new")
    response = show(client, make_project(repositories=[quiet, old, new]), "en")
    assert [link for link in links(response) if "/town/" in link] == [new.url, old.url, quiet.url]
    assert "Last commit by a person: 31 October 2026" in texts(response, "small")


def test_one_repository_needs_no_table(client):
    only = made_days_ago(1, "town/only", figures=FIGURES)
    response = show(client, make_project(repositories=[only]), "en")
    assert texts(response, "figure-table--repositories") == []
    assert only.url in links(response)


def test_many_repositories_are_folded_after_eight_and_every_one_is_linked(client):
    repositories = [made_days_ago(days, f"town/app-{days}", figures=FIGURES) for days in range(30)]
    response = show(client, make_project(repositories=repositories), "en")
    assert len(values(response)) == 8
    assert "22 more repositories" in texts(response, "summary")
    assert {repository.url for repository in repositories} <= set(links(response))
    assert counted(response)[0] == (30 * 120, "known")


def test_repository_of_which_no_figure_is_known_says_so_once(client):
    repositories = [make_repository("town/known", figures=FIGURES), make_repository("town/new", status="pending")]
    response = show(client, make_project(repositories=repositories), "en")
    assert values(response)[1] == ["unknown"]


def reported(label, value, as_of, source, **fields):
    return {"label_ja": label, "value": value, "as_of": as_of, "source": source, **fields}


def test_reported_figures_stand_apart_under_their_date_and_source(client):
    project = make_project(
        repositories=[make_repository(figures=FIGURES)],
        reported_figures=[
            reported("コミット", "3,732", date(2020, 3, 22), "記事", label_en="Commits", precision="month"),
            reported("人", "224", date(2020, 10, 1), "https://news.example/", label_en="People"),
            reported("枝", "51", date(2020, 3, 1), "記事", label_en="Branches", precision="month"),
        ],
    )
    response = show(client, project, "en")
    assert texts(response, "tbody")[-2:] == [
        "March 2020 · 記事 Commits3,732 Branches51",
        "1 October 2020 · https://news.example/ People224",
    ]
    assert "https://news.example/" in links(response)
    assert "Commits" not in [figure.label for figure in response.context["figures"]]
