"""The demo content and the region data, as files: nothing dead, nothing unknown, nothing that cannot be."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "hub" / "demo"
REPOSITORY = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9])*/[A-Za-z0-9._-]+")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WEB_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
TRACKING = re.compile(r"fbclid|__tn__|utm_|eid=|[?&]ref=")

PROJECT_TEXTS = {"title", "purpose", "current_state", "aim", "next_steps", "how_to_join", "team_name", "links"}
KNOWN = {
    "brigades": """slug name_ja name_en registered_name regions website github_organization links state as_of source""",
    "topics": """slug name_ja name_en""",
    "projects": """slug title title_en purpose current_state aim next_steps how_to_join team_name links website status
        topics technologies languages_spoken regions repositories last_activity_on source reported_figures en""",
    "municipalities": """slug region name_ja name_en website""",
    "rounds": """slug name_ja name_en year""",
    "challenges": """slug municipality round title title_en problem affected goal department adopted_by stage closes_on
        topics source source_url en""",
    "series": """slug name_ja name_en organizer website intro_ja intro_en""",
    "events": """slug series title number date upcoming_rule start_time end_time timezone online entry_url venue_name
        region reported_projects projects description note_ja note_en source source_url en""",
    "lists": """slug ja en""",
    "pages": """slug ja en""",
    "examples": """slug title purpose current_state next_steps how_to_join topics technologies regions languages_spoken
        owner needs updates en""",
    "deployments": """name_ja prefecture region url operator_ja repository original""",
}
KEYS = {table: set(names.split()) for table, names in KNOWN.items()}
INNER_KEYS = {
    ("brigades", "links"): {"kind", "url"},
    ("projects", "links"): {"label", "url"},
    ("projects", "reported_figures"): {"label_ja", "label_en", "value", "as_of", "precision", "source"},
    ("events", "projects"): {"name", "slug"},
    ("examples", "needs"): {"role", "text", "skills", "effort", "place", "region", "asked_days_ago"},
    ("examples", "updates"): {"text", "days_ago"},
}
FILES = {
    "brigades.toml": {"brigades"},
    "topics.toml": {"topics"},
    "projects.toml": {"projects"},
    "taking_part.toml": {"examples"},
    "challenges.toml": {"note", "municipalities", "rounds", "challenges"},
    "events.toml": {"series", "events"},
    "first_texts.toml": {"home", "lists", "pages"},
    "covid19_deployments.toml": {"project", "source", "source_url", "deployments"},
}


def read(name):
    folder = DEMO.parent if name == "first_texts.toml" else DEMO
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


CONTENT = {name: read(name) for name in FILES}
TABLES = {key: value for content in CONTENT.values() for key, value in content.items() if key in KEYS}
with (ROOT / "regions" / "data" / "regions.csv").open(encoding="utf-8", newline="") as lines:
    REGIONS = list(csv.DictReader(lines))
CODES = {row["code"] for row in REGIONS}
PREFECTURES = [row for row in REGIONS if row["kind"] == "prefecture"]


def slugs(table):
    return {row["slug"] for row in TABLES[table]}


def values(value, under=""):
    """Every text below a table, with the key it stands under."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from values(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from values(inner, under)
    else:
        yield under, value


def check_digit(five):
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return str(11 - total % 11)[-1]


# --- regions ---


def test_regions_are_all_prefectures_and_municipalities():
    assert Counter(row["kind"] for row in REGIONS) == {"prefecture": 47, "municipality": 1916}
    assert len(CODES) == 1963


def test_region_codes_end_in_their_check_digit():
    assert [row["code"] for row in REGIONS if check_digit(row["code"][:5]) != row["code"][5:]] == []


def test_regions_of_a_municipality_lie_in_their_prefecture():
    parents = {row["code"] for row in PREFECTURES}
    wrong = [row["code"] for row in REGIONS if row["kind"] == "municipality" and row["parent"] not in parents]
    assert wrong == []
    assert [row["code"] for row in REGIONS if row["parent"] and row["parent"][:2] != row["code"][:2]] == []


def test_region_names_and_positions_are_clean():
    assert [row for row in REGIONS if re.search(r"\s", row["name_ja"] + row["kana"]) or not row["kana"]] == []
    assert [
        row for row in REGIONS if not (20 < float(row["latitude"]) < 46 and 122 < float(row["longitude"]) < 154)
    ] == []


def test_tiles_of_prefectures_fit_the_map_and_never_overlap():
    tiles = {(int(row["tile_column"]), int(row["tile_row"])) for row in PREFECTURES}
    assert len(tiles) == 47
    assert all(1 <= column <= 14 and 1 <= row <= 13 for column, row in tiles)


def test_areas_hold_their_prefectures():
    assert Counter(row["area"] for row in PREFECTURES) == {
        "hokkaido": 1, "tohoku": 6, "kanto": 7, "chubu": 9, "kinki": 7, "chugoku": 5, "shikoku": 4, "kyushu": 8,
    }  # fmt: skip


# --- every file ---


def test_demo_folder_holds_the_known_files():
    assert {path.name for path in DEMO.glob("*.toml")} == set(FILES) - {"first_texts.toml"}


@pytest.mark.parametrize("name", FILES)
def test_file_has_the_known_tables(name):
    assert set(CONTENT[name]) == FILES[name]


@pytest.mark.parametrize("table", KEYS)
def test_rows_have_known_keys_only(table):
    assert {key for row in TABLES[table] for key in row} - KEYS[table] == set()


@pytest.mark.parametrize(("table", "key"), INNER_KEYS)
def test_rows_inside_rows_have_known_keys_only(table, key):
    found = {name for row in TABLES[table] for inner in row.get(key, []) for name in inner}
    assert found - INNER_KEYS[table, key] == set()


@pytest.mark.parametrize("table", [table for table in KEYS if table != "deployments"])
def test_slugs_are_unique_and_fit_an_address(table):
    found = [row["slug"] for row in TABLES[table]]
    assert sorted(set(found)) == sorted(found)
    assert [slug for slug in found if not SLUG.fullmatch(slug)] == []


@pytest.mark.parametrize("name", FILES)
def test_texts_are_trimmed_and_never_empty(name):
    texts = [value for _, value in values(CONTENT[name]) if isinstance(value, str)]
    assert [text for text in texts if text != text.strip() or not text or "\u00a0" in text] == []


@pytest.mark.parametrize("name", FILES)
def test_addresses_are_of_the_web_and_carry_no_tracking(name):
    addresses = [value for key, value in values(CONTENT[name]) if key == "website" or key.endswith("url")]
    assert [address for address in addresses if not WEB_ADDRESS.fullmatch(address) or TRACKING.search(address)] == []


@pytest.mark.parametrize("name", FILES)
def test_region_codes_exist(name):
    keys = {"region", "regions", "prefecture"}
    assert {value for key, value in values(CONTENT[name]) if key in keys} - CODES == set()


@pytest.mark.parametrize("name", FILES)
def test_repositories_are_owner_and_name(name):
    found = [value for key, value in values(CONTENT[name]) if key in {"repository", "repositories"}]
    assert [repository for repository in found if not REPOSITORY.fullmatch(repository)] == []


# --- what refers to what ---


def test_topics_all_exist_and_are_all_used():
    used = {topic for table in ("projects", "challenges") for row in TABLES[table] for topic in row["topics"]}
    assert used == slugs("topics")


def test_challenges_refer_to_municipalities_and_rounds():
    assert {row["municipality"] for row in TABLES["challenges"]} == slugs("municipalities")
    assert {row["round"] for row in TABLES["challenges"]} == slugs("rounds")


def test_events_refer_to_series_and_projects():
    assert {row["series"] for row in TABLES["events"]} == slugs("series")
    seen = {project["slug"] for row in TABLES["events"] for project in row.get("projects", []) if "slug" in project}
    assert seen - slugs("projects") == set()


def test_deployments_belong_to_a_project():
    assert CONTENT["covid19_deployments.toml"]["project"] in slugs("projects")


def test_steps_of_the_home_page_lead_to_a_list_or_a_page():
    steps = [step for language in ("ja", "en") for step in CONTENT["first_texts.toml"]["home"][language]["steps"]]
    assert [step["audience"] for step in steps] == ["volunteer", "municipality", "organizer"] * 2
    assert {step["page"] for step in steps} - slugs("lists") - slugs("pages") == set()


# --- each noun ---


def test_brigades_are_many_and_their_state_is_unknown():
    assert len(TABLES["brigades"]) == 83
    assert {row["state"] for row in TABLES["brigades"]} == {"unknown"}
    assert sum(1 for row in TABLES["brigades"] if row["regions"]) == 76


def test_projects_have_a_purpose_and_a_known_status():
    assert len(TABLES["projects"]) == 22
    assert [row["slug"] for row in TABLES["projects"] if not row["purpose"]] == []
    assert {row.get("status") for row in TABLES["projects"]} == {"active", "paused", "finished", None}


def test_projects_hold_each_repository_once():
    found = [repository for row in TABLES["projects"] for repository in row["repositories"]]
    assert sorted(set(found)) == sorted(found)


def test_projects_in_english_have_the_same_texts_as_in_japanese():
    translated = {row["slug"]: row for row in TABLES["projects"] if "en" in row}
    assert set(translated) == {"covid19-tokyo", "5374"}
    assert all(set(row["en"]) == PROJECT_TEXTS & set(row) for row in translated.values())


def test_covid19_site_tells_the_dated_figures_as_they_were_given():
    (site,) = [row for row in TABLES["projects"] if row["slug"] == "covid19-tokyo"]
    assert [(figure["value"], str(figure["as_of"])) for figure in site["reported_figures"]] == [
        ("3,732", "2020-03-22"),
        ("51", "2020-03-22"),
        ("17", "2020-03-22"),
        ("195", "2020-03-22"),
        ("4.6k", "2020-03-22"),
        ("1.2k", "2020-03-22"),
        ("79", "2020-03-22"),
        ("25", "2020-03-22"),
        ("2,332", "2020-03-22"),
        ("224", "2020-03-22"),
        ("224", "2020-03-31"),
        ("750", "2020-03-31"),
        ("671", "2020-03-31"),
        ("1,364", "2020-10-31"),
        ("1,283", "2020-10-31"),
        ("2,628", "2020-10-31"),
        ("2,604", "2020-10-31"),
    ]


def test_challenges_of_kobe_2019_closed_on_the_fifth_of_december():
    kobe = [row for row in TABLES["challenges"] if (row["municipality"], row["round"]) == ("kobe", "2019-second-half")]
    assert {(row["stage"], str(row["closes_on"])) for row in kobe} == {("closed", "2019-12-05")}
    assert len(kobe) == 6


def test_challenges_are_selected_where_a_partner_is_known():
    assert len(TABLES["challenges"]) == 24
    stages = {("adopted_by" in row, row["stage"]) for row in TABLES["challenges"]}
    assert stages == {(True, "selected"), (False, "closed")}


def test_challenges_name_their_source():
    assert [row["slug"] for row in TABLES["challenges"] if "source" not in row and "source_url" not in row] == []


def test_events_are_past_except_one_that_follows_a_rule():
    upcoming = [row for row in TABLES["events"] if "upcoming_rule" in row]
    assert [(row["upcoming_rule"], str(row["start_time"]), str(row["end_time"])) for row in upcoming] == [
        ("third Saturday", "10:00:00", "18:00:00")
    ]
    assert sorted(str(row["date"]) for row in TABLES["events"] if "date" in row) == [
        "2020-06-27",
        "2021-10-23",
        "2023-05-27",
        "2023-12-16",
        "2024-01-20",
        "2024-02-17",
    ]


def test_pages_say_the_same_in_both_languages():
    for page in TABLES["pages"]:
        assert [block["type"] for block in page["ja"]["blocks"]] == [block["type"] for block in page["en"]["blocks"]]
        lengths = [[len(block.get("items", [])) for block in page[language]["blocks"]] for language in ("ja", "en")]
        assert lengths[0] == lengths[1]


def test_deployments_reach_every_prefecture_in_the_source():
    deployments = TABLES["deployments"]
    assert len(deployments) == 64
    assert len({row["prefecture"] for row in deployments if "prefecture" in row}) == 46
    assert [row["name_ja"] for row in deployments if row.get("original")] == ["東京都"]
