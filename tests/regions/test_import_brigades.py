"""Registers of brigades come in: the one of Japan, and the one of Code for America."""

import json

import pytest

from pages.models import ImportedRow
from regions.imports import region_named
from regions.models import BrigadePage
from regions.services import load_regions
from tests.factories import make_brigade, make_prefecture
from tests.importing import csv_text, refused, run, write

__all__ = ["write"]

KOBE = {
    "name": "Code for Kobe\u00a0",
    "slug": "code-for-kobe",
    "github_name": "codeforkobe",
    "github_id": "1",
    "website": "https://kobe.example/",
    "github_url": "https://github.com/codeforkobe/",
    "facebook": "https://www.facebook.com/codeforkobe/",
    "other": "Twitter=https://twitter.com/codeforkobe",
    "status": "approved",
    "city": "兵庫県",
    "image_url": "https://example.org/kobe.png",
}


@pytest.fixture
def register(site, write):
    """Writes the register and imports it."""
    make_prefecture()

    def bring_in(*rows, **options):
        write("brigades.csv", csv_text(*({**KOBE, **row} for row in rows or [{}])))
        return run("import_brigades", "brigades.csv", **options)

    return bring_in


def brigade():
    return BrigadePage.objects.get()


def social_links():
    return [(link.label, link.url) for link in brigade().social_links.all()]


def test_brigade_keeps_every_column_in_its_place(register):
    code, lines = register()
    page = brigade()

    assert code == 0
    assert lines == [
        "brigades.csv: columns not known here, left out: github_id",
        "brigades.csv: 1 created, 0 updated, 0 unchanged, 0 refused",
    ]
    assert (page.title, page.registered_name, page.name_ja, page.name_en) == (
        "Code for Kobe",
        "Code for Kobe",
        "",
        "Code for Kobe",
    )
    assert (page.get_url(), page.live, page.state) == ("/regions/code-for-kobe/", True, "unknown")
    assert (page.website, page.github_organization) == ("https://kobe.example/", "codeforkobe")
    assert [region.name_ja for region in page.regions.all()] == ["兵庫県"]
    assert social_links() == [
        ("Facebook", "https://www.facebook.com/codeforkobe/"),
        ("Twitter", "https://twitter.com/codeforkobe"),
    ]
    assert ImportedRow.objects.get().cover_source_url == "https://example.org/kobe.png"


def test_published_brigade_has_its_space(register):
    register()

    assert brigade().space.group.name == f"Code for Kobe ({brigade().pk})"


def test_name_in_japanese_is_kept_as_such(register):
    register({"name": "Code for 中野 ", "slug": "code-for"})

    assert (brigade().title, brigade().name_ja, brigade().name_en) == ("Code for 中野", "Code for 中野", "")


def test_running_again_changes_nothing_and_doubles_nothing(register):
    register({}, {"name": "Code for Nara", "slug": "code-for-nara"})

    _code, lines = register(
        {"name": "CODE  for kobe", "other": "Twitter=https://twitter.com/new"}, {"name": "Code for Nara"}
    )

    assert lines[-1] == "brigades.csv: 0 created, 1 updated, 1 unchanged, 0 refused"
    assert [page.title for page in BrigadePage.objects.order_by("pk")] == ["CODE for kobe", "Code for Nara"]


def test_brigade_that_was_here_before_is_found_by_its_registered_name(register):
    page = make_brigade("神戸の人たち", registered_name="code for kobe", website="https://old.example/")

    register()

    assert (brigade().pk, brigade().title, brigade().website) == (page.pk, "神戸の人たち", "https://old.example/")
    assert brigade().github_organization == "codeforkobe"


def test_row_that_is_not_approved_waits_as_a_draft_until_it_is(register):
    register({"status": "pending"})
    assert (brigade().live, brigade().has_unpublished_changes) == (False, True)

    register({"status": "approved"})
    assert brigade().live is True

    register({"status": "withdrawn"})
    assert brigade().live is False


def test_cells_that_cannot_be_used_are_named_and_the_brigade_comes_in(register):
    code, lines = register(
        {
            "city": "Kobe",
            "website": "javascript:alert(1)",
            "other": "Twitter=@codeforkobe; Chat=javascript:alert(1)",
            "github_name": "codeforkobe",
            "github_url": "https://github.com/codeforjapan/kobe",
            "facebook": "https://www.facebook.com/x/?" + "y" * 300,
        }
    )

    assert code == 0
    assert lines[2:] == [
        "Please note:",
        (
            "  brigades.csv, line 2, “Code for Kobe”: website: "
            "“javascript:alert(1)” is no web address: only http:// and https:// are taken; left out."
        ),
        (
            "  brigades.csv, line 2, “Code for Kobe”: city: "
            "“Kobe” is not the name of exactly one municipality or prefecture. Choose the region on the page."
        ),
        (
            "  brigades.csv, line 2, “Code for Kobe”: other: "
            "“javascript:alert(1)” is no web address: only http:// and https:// are taken; left out."
        ),
        (
            "  brigades.csv, line 2, “Code for Kobe”: github_name: "
            "“codeforkobe” is not what the address says (codeforjapan); left out."
        ),
    ]
    assert (brigade().website, brigade().github_organization) == ("", "")
    assert social_links() == [
        ("Facebook", "https://www.facebook.com/x/"),
        ("Twitter", "https://twitter.com/codeforkobe"),
        ("GitHub", "https://github.com/codeforjapan/kobe"),
    ]


@pytest.mark.parametrize(
    ("name", "given", "slug"),
    [("Hyogo", "hyogo", "code-for-hyogo"), ("Hyogo!", "", "code-for-hyogo"), ("=1+1", "", "code-for-11")],
)
def test_slug_of_a_prefecture_is_not_taken(register, name, given, slug):
    assert register({"name": name, "slug": given})[0] == 0

    assert (brigade().title, brigade().slug) == (name, slug)


@pytest.mark.parametrize(
    "cell", ["codeforkobe", "@codeforkobe", "codeforkobe/", "https://github.com/codeforkobe/", "github.com/codeforkobe"]
)
def test_organization_on_github_may_be_named_by_its_address(register, cell):
    register({"github_name": cell, "github_url": ""})

    assert brigade().github_organization == "codeforkobe"


def test_links_keep_no_punctuation_between_them_and_the_name_of_their_site(register):
    register(
        {
            "other": "Twitter=https://twitter.com/kobe, Chat=https://chat.example、https://note.example/kobe",
            "github_name": "",
            "github_url": "https://gitlab.example/kobe",
            "facebook": "",
        }
    )

    assert social_links() == [
        ("Twitter", "https://twitter.com/kobe"),
        ("Chat", "https://chat.example"),
        ("note.example", "https://note.example/kobe"),
        ("gitlab.example", "https://gitlab.example/kobe"),
    ]


def test_duplicates_and_rows_without_a_name_are_refused(register):
    code, lines = register({}, {"name": "ＣＯＤＥ ＦＯＲ ＫＯＢＥ"}, {"name": ""})

    assert (code, refused(lines)) == (
        1,
        [
            (
                "  brigades.csv, line 3, “ＣＯＤＥ ＦＯＲ ＫＯＢＥ”: The name is there already on line 2. "
                "If the two are different, give them different names."
            ),
            "  brigades.csv, line 4: The row has no name: fill in “name”.",
        ],
    )


def test_organizations_of_code_for_america_come_in(site, write):
    organization = {
        "name": "Open Oakland",
        "website": "https://oakland.example/",
        "events_url": "https://meet.example/oakland/",
        "rss": "",
        "projects_list_url": "https://github.com/openoakland",
        "city": "Oakland, CA",
        "latitude": 37.8,
        "type": "Brigade, Official",
        "tags": ["Brigade"],
        "social_profiles": {"twitter": "@openoakland", "facebook": "https://www.facebook.com/openoakland"},
    }
    write("organizations.json", json.dumps({"objects": [organization], "total": 1}))

    code, lines = run("import_brigades", "organizations.json")

    assert (code, lines[-3]) == (0, "organizations.json: 1 created, 0 updated, 0 unchanged, 0 refused")
    page = brigade()
    assert (page.title, page.slug, page.live) == ("Open Oakland", "open-oakland", True)
    assert (page.website, page.github_organization, page.regions.count()) == (
        "https://oakland.example/",
        "openoakland",
        0,
    )
    assert social_links() == [
        ("meet.example", "https://meet.example/oakland/"),
        ("Twitter", "https://twitter.com/openoakland"),
        ("Facebook", "https://www.facebook.com/openoakland"),
    ]


def test_preview_writes_nothing(register):
    code, lines = register(dry_run=True)

    assert (code, BrigadePage.objects.count(), lines[-1]) == (0, 0, "This was a preview: nothing was written.")


def test_missing_column_stops_with_what_was_found(site, write):
    write("brigades.csv", "nmae,slug\nA,a\n")

    assert run("import_brigades", "brigades.csv") == (
        2,
        ["brigades.csv: The column “name” is missing. Columns found: nmae, slug. Is it “nmae”?"],
    )


def test_region_is_found_by_its_name_if_that_means_one(db):
    load_regions()
    codes = {
        "神戸市": "281000",
        "兵庫県神戸市": "281000",
        "兵庫県 神戸市": "281000",
        "兵庫県": "280003",
        "Hyogo": "280003",
        "tokyo prefecture": "130001",
        "府中市": None,
        "東京都府中市": "132063",
        "Kobe": None,
        "": None,
    }

    assert {name: region and region.code for name in codes for region in [region_named(name)]} == codes
