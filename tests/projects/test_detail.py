"""The page of one project as visitors see it."""

from datetime import date

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from regions.models import Region
from regions.services import load_regions
from tests.factories import (
    make_event,
    make_municipality,
    make_project,
    make_repository,
    make_technology,
    make_topic,
    translate,
)
from tests.sweeps.filling import FIGURES

from .reading import facts, links, show, texts

pytestmark = pytest.mark.usefixtures("site")

LARGEST = 60_000


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
    assert texts(response, "h2")[2:6] == ["Current state", "What it aims for", "Next steps", "How to join"]


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


def test_english_page_of_a_translated_project_has_its_words_and_the_facts_of_the_original(client):
    project = make_project("給食", status="idea", repositories=[make_repository(figures=FIGURES)], team_name="チーム")
    translate(project, "en", title="School lunch", purpose="Menus on a map.", team_name="The team")
    response = show(client, project, "en")
    assert texts(response, "h1") == ["School lunch"]
    assert texts(response, "language-note") == []
    assert facts(response)["Status"] == "idea"
    assert facts(response)["Team"] == "The team"
    assert texts(response, "figure__value")[0] == "1,283"


def test_english_page_of_an_untranslated_project_says_so(client):
    response = show(client, make_project("給食", purpose="献立を地図で。"), "en")
    assert texts(response, "h1") == ["給食"]
    assert texts(response, "language-note") == ["Only available in Japanese"]
    assert '<h1 lang="ja">' in response.content.decode()


def test_few_regions_are_named_one_by_one_and_many_by_prefecture(client):
    load_regions()
    towns = list(Region.objects.filter(kind="municipality", parent__in=["280003", "470007"]).order_by("code"))
    few, many = make_project(regions=towns[:8]), make_project(regions=[*towns, Region.objects.get(code="130001")])
    assert facts(show(client, few, "en"))["Regions"].count("Hyogo") == 8
    assert facts(show(client, many, "en"))["Regions"] == "TokyoHyogo (50)Okinawa (41)"
    assert "/en/projects/?region=280003" in links(show(client, many, "en"))


def test_long_lists_end_with_how_many_there_are_besides(client):
    project = make_project(
        members="、".join(f"人{number}" for number in range(30)),
        links=[{"label": f"資料{number}", "url": "https://lunch.example/"} for number in range(30)],
        topics=[make_topic(f"topic-{number:02}", "話題", f"Topic {number:02}") for number in range(30)],
    )
    found = facts(show(client, project, "en"))
    assert found["Links"].endswith("資料11and 18 more")
    assert found["Topics"].endswith("Topic 11and 18 more")
    assert texts(show(client, project, "en"), "people")[0].endswith("and 18 more")


def test_page_with_three_hundred_of_everything_is_light(client):
    load_regions()
    count = 300
    project = make_project(
        needs=[{"role": "design", "text": f"地図の絵{number}", "contact": "山田さん"} for number in range(count)],
        links=[{"label": f"資料{number}", "url": "https://lunch.example/"} for number in range(count)],
        reported_figures=[
            {"label_ja": f"来訪{number}", "value": "120", "as_of": date(2026, 1, 1), "source": f"神戸市{number}"}
            for number in range(count)
        ],
        repositories=[make_repository(figures=FIGURES) for _number in range(count)],
        topics=[make_topic(f"topic-{number}", f"話題{number}") for number in range(count)],
        technologies=[make_technology(f"Tool {number}", slug=f"tool-{number}") for number in range(count)],
        regions=Region.objects.filter(kind="municipality")[::5],
        members="、".join(f"人{number}" for number in range(count)),
    )
    assert len(show(client, project).content) <= LARGEST
