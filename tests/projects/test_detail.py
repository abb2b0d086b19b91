"""The page of one project as visitors see it."""

from datetime import UTC, date, datetime

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from projects.models import ProjectPage
from tests.factories import (
    make_event,
    make_municipality,
    make_project,
    make_repository,
    make_technology,
    make_topic,
    translate,
)

from .reading import facts, links, texts

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
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def show(client, project, language="ja"):
    prefix = "/en" if language == "en" else ""
    return client.get(f"{prefix}/projects/{project.slug}/")


def counted(response):
    return [(figure.value, figure.state) for figure in response.context["figures"]]


def test_page_shows_every_text_of_the_sheet_in_its_order(client):
    project = make_project(
        "給食マップ",
        purpose="献立を地図で。",
        current_state="公開しています。",
        aim="どの町でも。",
        next_steps="データを集めます。",
        how_to_join="チャットへどうぞ。\n\n毎週火曜に集まります。",
    )
    response = show(client, project, "en")
    assert texts(response, "h1") == ["給食マップ"]
    assert "献立を地図で。" in texts(response, "lead")
    assert texts(response, "prose")[:4] == [
        "公開しています。",
        "どの町でも。",
        "データを集めます。",
        "チャットへどうぞ。 毎週火曜に集まります。",
    ]
    assert texts(response, "h2")[1:5] == ["Current state", "What it aims for", "Next steps", "How to join"]


def test_page_shows_the_facts_and_links_them_to_the_list(client):
    project = make_project(
        status="paused",
        team_name="給食チーム",
        website="https://lunch.example/",
        regions=[make_municipality()],
        topics=[make_topic()],
        technologies=[make_technology()],
        spoken_languages=["ja", "en"],
        links=[{"label": "資料", "url": "https://lunch.example/slides"}],
        reported_activity_on=date(2026, 1, 2),
        source="ソーシャルハックデーの表",
    )
    response = show(client, project, "en")
    found = facts(response)
    assert found["Status"] == "paused"
    assert found["Team"] == "給食チーム"
    assert found["Languages spoken"] == "Japanese, English"
    assert "2 January 2026" in found["Last activity"]
    assert {
        "https://lunch.example/",
        "https://lunch.example/slides",
        "/en/projects/?region=281000",
        "/en/projects/?topic=food",
        "/en/projects/?technology=python",
    } <= set(links(response))
    assert "ソーシャルハックデーの表" in response.content.decode()


def test_page_says_unknown_where_a_reader_would_expect_a_fact(client):
    found = facts(show(client, make_project(status=None), "en"))
    assert (found["Status"], found["Last activity"]) == ("unknown", "unknown")


def test_page_names_the_people_with_their_parts(client):
    project = make_project(lead="山田さん", members="山田さん、佐藤さん\n鈴木さん")
    people = show(client, project).context["people"]
    assert [person.name for person in people] == ["山田さん", "佐藤さん", "鈴木さん"]


def test_page_shows_what_is_needed_now_and_nothing_that_has_expired(client):
    project = make_project(
        needs=[
            {
                "role": "design",
                "text": "ロゴを作る人",
                "contact": "https://chat.example/",
                "asked_on": date(2026, 1, 1),
            },
            {"role": "data", "text": "古いお願い", "expires_on": date(2020, 1, 1)},
            {"role": "testing", "text": "試す人", "expires_on": date(2999, 1, 1)},
        ]
    )
    response = show(client, project, "en")
    assert [need.text for need in response.context["needs"]] == ["ロゴを作る人", "試す人"]
    assert "古いお願い" not in response.content.decode()
    assert "https://chat.example/" in links(response)
    found = facts(response)
    assert "1 January 2026" in found["Asked since"]
    assert "1 January 2999" in found["Until"]


def test_page_of_a_project_that_is_over_asks_for_no_help(client):
    project = make_project(status="finished", needs=[{"role": "design", "text": "ロゴを作る人"}])
    response = show(client, project, "en")
    assert response.context["needs"] == []
    assert "This project is over and asks for no help." in response.content.decode()


def test_page_adds_up_what_github_counts_over_all_repositories(client):
    later = datetime(2026, 11, 3, tzinfo=UTC)
    project = make_project(
        repositories=[make_repository(figures=FIGURES), make_repository(figures=FIGURES, observed_at=later)]
    )
    response = show(client, project)
    assert counted(response) == [(value, "known") for value in (240, 60, 100, 90, 140, 120, 16)]
    assert {figure.observed_at for figure in response.context["figures"]} == {datetime(2026, 11, 1, tzinfo=UTC)}
    assert len(response.context["figures_by_repository"]) == 2


def test_figures_that_nobody_knows_are_unknown_and_not_none(client):
    project = make_project(repositories=[make_repository(figures={**FIGURES, "pulls_open": None, "stars": None})])
    response = show(client, project, "en")
    figures = counted(response)
    assert figures[0] == (None, "unknown")
    assert figures[4] == (None, "unknown")
    assert figures[5] == (60, "known")
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


def test_reported_figures_stand_apart_with_their_date_and_source(client):
    project = make_project(
        repositories=[make_repository(figures=FIGURES)],
        reported_figures=[
            {
                "label_ja": "コミット",
                "label_en": "Commits",
                "value": "3,732",
                "as_of": date(2020, 3, 22),
                "precision": "month",
                "source": "記事",
            }
        ],
    )
    response = show(client, project, "en")
    reported = response.context["reported_figures"]
    assert [(figure.label, figure.value, figure.note) for figure in reported] == [
        ("Commits", "3,732", "March 2020, 記事")
    ]
    assert "Commits" not in [figure.label for figure in response.context["figures"]]


def test_page_lists_the_events_it_took_part_in(client):
    project = make_project()
    make_event("第1回ハックデー", projects=[project])
    assert "第1回ハックデー" in texts(show(client, project), "card__title")


# Wagtail leaves the temporary file of a new rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_page_shows_its_cover(client):
    cover = get_image_model().objects.create(title="地図", description="町の地図", file=get_test_image_file())
    response = show(client, make_project(cover=cover))
    assert 'alt="町の地図"' in response.content.decode()


def test_markup_in_any_text_comes_out_as_text(client):
    project = make_project(
        MARKUP,
        purpose=MARKUP,
        current_state=MARKUP,
        aim=MARKUP,
        next_steps=f"https://lunch.example/{MARKUP}",
        how_to_join=MARKUP,
        team_name=MARKUP,
        lead=MARKUP,
        members=MARKUP,
        source=MARKUP,
        needs=[{"text": MARKUP, "contact": MARKUP}],
        links=[{"label": MARKUP, "url": "https://lunch.example/?q=<script>alert(1)</script>"}],
        topics=[make_topic("xss", MARKUP, MARKUP)],
        technologies=[make_technology(MARKUP, slug="xss")],
        reported_figures=[{"label_ja": MARKUP, "value": "<script>", "as_of": date(2026, 1, 1), "source": MARKUP}],
    )
    for address in (f"/projects/{project.slug}/", f"/en/projects/{project.slug}/", "/projects/"):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_links_that_are_no_page_of_the_web_are_not_made(client):
    project = make_project(
        current_state="javascript:alert(1)",
        links=[{"label": "罠", "url": "javascript:alert(1)"}, {"label": "資料", "url": "https://lunch.example/"}],
    )
    ProjectPage.objects.update(website="javascript:alert(1)")  # past every check
    assert [link for link in links(show(client, project)) if "javascript" in link] == []


def test_english_page_of_a_translated_project_has_its_words_and_the_facts_of_the_original(client):
    project = make_project("給食", status="idea", repositories=[make_repository(figures=FIGURES)], team_name="チーム")
    translate(project, "en", title="School lunch", purpose="Menus on a map.", team_name="The team")
    response = show(client, project, "en")
    assert texts(response, "h1") == ["School lunch"]
    assert texts(response, "language-note") == []
    assert facts(response)["Status"] == "idea"
    assert facts(response)["Team"] == "The team"
    assert counted(response)[0] == (120, "known")


def test_english_page_of_an_untranslated_project_says_so(client):
    response = show(client, make_project("給食", purpose="献立を地図で。"), "en")
    assert texts(response, "h1") == ["給食"]
    assert texts(response, "language-note") == ["Only available in Japanese"]
    assert '<h1 lang="ja">' in response.content.decode()


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_page_costs_the_same_however_much_belongs_to_it(client, django_assert_num_queries, language, count):
    project = make_project(
        needs=[{"text": f"お願い{number}"} for number in range(count)],
        links=[{"label": "資料", "url": "https://lunch.example/"}] * count,
        topics=[make_topic(f"topic-{number}") for number in range(count)],
        regions=[make_municipality()],
        repositories=[make_repository(figures=FIGURES) for _number in range(count)],
    )
    for number in range(min(count, 6)):
        make_event(f"イベント{number}", projects=[project])
    show(client, project, language)  # what is kept for the whole site is kept now; a cookie asks past the kept page
    address = f"/en/projects/{project.slug}/" if language == "en" else f"/projects/{project.slug}/"
    with django_assert_num_queries(QUERIES[language]):
        client.get(address, headers={"cookie": "sessionid=none"})


QUERIES = {"ja": 6, "en": 7}
