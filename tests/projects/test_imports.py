"""What the columns of a project become, and how that agrees with what editors write."""

from datetime import date, timedelta

from django.utils import timezone

from integrations.github.models import Repository
from projects.models import ProjectPage
from tests.factories import make_project
from tests.importing import DIM, NEKO, files, refused, write

__all__ = ["files", "write"]


def project(title="DIM"):
    return ProjectPage.objects.get(title=title)


def needs():
    """What is asked for."""
    return {need.text for need in project().needs.not_closed()}


def test_project_keeps_every_column_in_its_place(files):
    assert files()[0] == 0
    page = project()

    assert {
        name: getattr(page, name)
        for name in ("purpose", "current_state", "aim", "next_steps", "how_to_join", "team_name", "lead", "members")
    } == {
        "purpose": "オープンデータを、\nだれでも扱えるように。",
        "current_state": "検証中",
        "aim": "どの町でも使える",
        "next_steps": "文書を直す",
        "how_to_join": "Slack で声をかける",
        "team_name": "C-3lab",
        "lead": "代表",
        "members": "甲、乙",
    }
    today = timezone.localdate()
    assert [(need.text, need.role, need.asked_on, need.confirmed_on) for need in page.needs.all()] == [
        ("エンジニア", "development", None, today),
        ("翻訳できる人", "translation", None, today),
    ]
    assert [repository.full_name for repository in page.repositories] == ["c-3lab/dim"]
    assert (page.slug, page.live, page.status, page.website) == ("dim", True, "active", "")
    assert page.reported_activity_on == date(2024, 1, 21)
    assert page.imported_rows.get().cover_source_url == "https://example.org/dim.png"


def test_rows_that_are_not_active_come_in_archived_and_out_of_the_list(files, client):
    files()

    assert (project("ねこ").live, project("ねこ").status) == (True, "archived")
    assert "ねこを助ける" not in client.get("/projects/").content.decode()
    assert client.get(project("ねこ").get_url()).status_code == 200


def test_columns_in_another_order_and_under_japanese_headings(files):
    projects = "ステータス,プロジェクト名,目的\nActive,防災マップ,逃げ道を示す\n"

    assert files(projects=projects)[0] == 0
    assert (project("防災マップ").purpose, project("防災マップ").status) == ("逃げ道を示す", "active")


def test_name_in_another_width_case_or_spacing_is_the_same_page(files):
    files()

    files(projects=[{**DIM, "project_name": "  ｄｉｍ ", "purpose": "新しい"}, {**NEKO, "project_name": "ねこ\u3000"}])

    assert ProjectPage.objects.count() == 2
    assert project("ｄｉｍ").purpose == "新しい"


def test_changed_cells_are_published_and_edits_of_other_fields_stay(files):
    files()
    page = project()
    page.aim = "編集した"
    page.save_revision().publish()

    _code, lines = files(projects=[{**DIM, "purpose": "新しい目的"}, NEKO])

    assert lines[-2] == "projects.csv: 0 created, 1 updated, 1 unchanged, 0 refused"
    assert (project().purpose, project().aim) == ("新しい目的", "編集した")


def test_column_that_is_not_in_the_file_changes_nothing(files):
    files()

    _code, lines = files(projects=[{"project_name": "DIM", "status": "Active", "purpose": "新"}])

    assert project().current_state == "検証中"
    assert lines[0] == (
        "projects.csv: columns not in the file, nothing changed there: cover_image_url, current_status, "
        "future_situation, future_works, help_wanted, project_page, team_name, leader, members, how_to_join, "
        "last_update"
    )


def test_entries_of_a_list_come_and_go_one_by_one(files):
    files()
    page = project()
    page.needs.create(text="編集した人の願い", role="other")

    changed = {
        **DIM,
        "help_wanted": "翻訳できる人\n絵を描く人",
        "project_page": "https://github.com/C-3lab/DIM https://a.example",
    }
    files(projects=[changed, NEKO])

    assert needs() == {"翻訳できる人", "編集した人の願い", "絵を描く人"}
    assert [need.text for need in project().needs.closed()] == ["エンジニア"]
    assert [repository.full_name for repository in project().repositories] == ["c-3lab/dim"]
    assert project().website == "https://a.example"


def test_need_that_the_table_still_lists_is_confirmed(files):
    files()
    page, today = project(), timezone.localdate()
    page.needs.create(text="編集した人の願い", expires_on=today)
    page.needs.update(confirmed_on=today - timedelta(days=70), expires_on=today - timedelta(days=10))
    page.needs.filter(text="翻訳できる人").update(closed_at=timezone.now())
    before = page.latest_revision_id

    _code, lines = files()

    assert {need.text: need.expires_on - today for need in project().needs.not_closed()} == {
        "エンジニア": timedelta(days=60),
        "編集した人の願い": timedelta(days=-10),
    }
    assert (lines[-2], project().latest_revision_id) == (
        "projects.csv: 0 created, 0 updated, 2 unchanged, 0 refused",
        before,
    )


def test_needs_alone_make_no_new_version_of_the_page(files):
    files()
    page = project()
    page.aim = "下書き"
    page.save_revision()
    before = project().latest_revision_id

    files(projects=[{**DIM, "help_wanted": "絵を描く人"}, NEKO])

    assert needs() == {"絵を描く人"}
    assert (project().latest_revision_id, project().get_latest_revision_as_object().aim) == (before, "下書き")


def test_repository_that_was_renamed_goes_with_its_row(files):
    files()
    Repository.objects.update(full_name="civic/dim-cli")

    files(projects=[{**DIM, "project_page": "https://github.com/Civic/DIM-CLI.git"}])
    assert [repository.full_name for repository in project().repositories] == ["civic/dim-cli"]

    files(projects=[{**DIM, "project_page": "https://github.com/c-3lab/other"}])
    assert [repository.full_name for repository in project().repositories] == ["c-3lab/other"]


def test_words_that_editors_and_the_table_both_changed_are_told(files):
    files()
    page = project()
    page.purpose = "編集した目的"
    page.save_revision().publish()
    page.aim = "下書き"
    page.save_revision()

    _code, lines = files(projects=[{**DIM, "purpose": "新しい目的", "future_situation": "新しい姿"}, NEKO])

    assert (
        "  projects.csv, lines 2–3, “DIM”: Changed on the site as well as in the table: purpose, aim. "
        "The table’s words are taken; the others are in the page’s history."
    ) in lines
    assert {revision.content["purpose"] for revision in project().revisions.all()} > {"編集した目的"}


def test_two_rows_with_names_of_one_page_are_not_mixed(files):
    files()
    page = project()
    page.title = "DIM 2"
    page.save_revision().publish()

    code, lines = files(projects=[{**DIM, "purpose": "A"}, {**DIM, "project_name": "DIM 2", "purpose": "B"}])

    assert (code, project("DIM 2").purpose, ProjectPage.objects.count()) == (1, "A", 2)
    assert refused(lines) == [
        (
            "  projects.csv, lines 4–5, “DIM 2”: Its page is the one of lines 2–3, which has another of its names. "
            "Keep one of the two rows."
        )
    ]


def test_draft_of_an_editor_is_neither_published_nor_lost(files):
    files()
    page = project()
    page.aim = "下書き"
    page.save_revision()

    files(projects=[{**DIM, "purpose": "新しい目的"}, NEKO])

    assert (project().purpose, project().aim) == ("新しい目的", "どの町でも使える")
    draft = project().get_latest_revision_as_object()
    assert (draft.purpose, draft.aim, project().has_unpublished_changes) == ("新しい目的", "下書き", True)


def test_page_that_was_taken_off_the_site_stays_off(files):
    files()
    project().unpublish()

    files(projects=[{**DIM, "purpose": "新しい目的"}, NEKO])

    assert project().live is False
    assert project().get_latest_revision_as_object().purpose == "新しい目的"


def test_locked_page_is_refused(files):
    files()
    ProjectPage.objects.filter(title="DIM").update(locked=True)

    code, lines = files(projects=[{**DIM, "purpose": "新しい目的"}, NEKO])

    assert (code, refused(lines)) == (
        1,
        [
            (
                "  projects.csv, lines 2–3, “DIM”: "
                "Its page is locked on the site. Unlock it there, then run the import again."
            )
        ],
    )


def test_page_that_was_here_before_keeps_what_it_says_and_gets_what_is_blank(files):
    page = make_project("ＤＩＭ", purpose="前からの目的")

    _code, lines = files(projects=[DIM])

    assert ProjectPage.objects.get().pk == page.pk
    page.refresh_from_db()
    assert (page.title, page.purpose, page.aim) == ("ＤＩＭ", "前からの目的", "どの町でも使える")
    assert lines[1:3] == [
        "Please note:",
        "  projects.csv, lines 2–4, “DIM”: The page was here before and keeps what it says: title, purpose.",
    ]


def test_cell_that_cannot_be_used_leaves_the_value_of_the_last_time(files):
    files(projects=[{**DIM, "project_page": "https://a.example/"}])

    files(projects=[{**DIM, "project_page": "javascript:alert(1)"}])

    assert project().website == "https://a.example/"


def test_formulas_html_and_scripts_are_shown_as_text(files, client):
    files(
        projects=[
            {
                "project_name": "=HYPERLINK(1)",
                "purpose": "<script>alert(1)</script><b>x</b>",
                "current_status": "=cmd|' /C calc'!A0",
                "status": "Active",
            }
        ]
    )
    page = client.get(project("=HYPERLINK(1)").get_url()).content.decode()

    assert project("=HYPERLINK(1)").current_state == "=cmd|' /C calc'!A0"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;x&lt;/b&gt;" in page
    assert "<script>alert(1)" not in page


def test_equal_addresses_are_told_apart(files):
    files(projects=[{**DIM, "project_name": name} for name in ("A B", "A-B", "!?", "？")])

    assert [page.slug for page in ProjectPage.objects.order_by("pk")] == ["a-b", "a-b-2", "page", "page-2"]
