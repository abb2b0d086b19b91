"""The Social Hack Day sheet comes in: from any form of file, again, and with its dirt."""

import io
import json
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from events.models import EventPage, EventSeriesPage
from pages.models import ImportedRow
from projects.models import ProjectPage
from tests.importing import DAY_50, DIM, NEKO, csv_text, files, refused, run, write

__all__ = ["files", "write"]


def project(title="DIM"):
    return ProjectPage.objects.get(title=title)


def event(title="Social Hack Day #50"):
    return EventPage.objects.get(title=title)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_encodings_of_spreadsheets_give_the_same_pages(files, encoding):
    assert files(encoding=encoding)[0] == 0
    assert project().purpose == "オープンデータを、\nだれでも扱えるように。"


def test_json_gives_the_same_pages(site, write):
    write("projects", json.dumps([DIM, NEKO], ensure_ascii=False))
    write("events", json.dumps({"events": [{**DAY_50, "attendees": 30}]}))

    assert run("import_hackday", "projects", "events")[0] == 0
    assert (project().purpose, event().attendees) == (DIM["purpose"], 30)


def test_one_file_may_be_standard_input(site, write, monkeypatch):
    write("events.csv", csv_text(DAY_50))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(csv_text(DIM).encode())))

    code, lines = run("import_hackday", "-", "events.csv")

    assert (code, lines) == (
        0,
        [
            "standard input: 1 created, 0 updated, 0 unchanged, 0 refused",
            "events.csv: 1 created, 0 updated, 0 unchanged, 0 refused",
        ],
    )


def test_running_again_changes_nothing_and_doubles_nothing(files):
    files()
    before = list(ProjectPage.objects.values_list("pk", "latest_revision_id"))

    code, lines = files()

    assert code == 0
    assert lines[-2:] == [
        "projects.csv: 0 created, 0 updated, 2 unchanged, 0 refused",
        "events.csv: 0 created, 0 updated, 1 unchanged, 0 refused",
    ]
    assert list(ProjectPage.objects.values_list("pk", "latest_revision_id")) == before
    assert (EventPage.objects.count(), EventSeriesPage.objects.count(), ImportedRow.objects.count()) == (1, 1, 3)


def test_preview_tells_everything_and_writes_nothing(files):
    code, lines = files(events=[{**DAY_50, "event_start": "未定"}], dry_run=True)

    assert code == 1
    assert ProjectPage.objects.exists() is EventSeriesPage.objects.exists() is ImportedRow.objects.exists() is False
    assert lines == [
        (
            "would create “DIM” (lines 2–4): title: DIM; cover_source_url: https://example.org/dim.png; "
            "purpose: オープンデータを、 だれでも扱えるように。; current_state: 検証中; "
            "aim: どの町でも使える; next_steps: 文書を直す; "
            "needs: + エンジニア, + 翻訳できる人; team_name: C-3lab; lead: 代表; "
            "members: 甲、乙; how_to_join: Slack で声をかける; "
            "reported_activity_on: 2024-01-21; status: active; repositories: + c-3lab/dim"
        ),
        "would create “ねこ” (line 5): title: ねこ; purpose: ねこを助ける; status: archived",
        "projects.csv: would be 2 created, 0 updated, 0 as is, 0 refused",
        "events.csv: would be 0 created, 0 updated, 0 as is, 1 refused",
        "Refused:",
        (
            "  events.csv, line 2, “Social Hack Day #50”: event_start: "
            "“未定” is no date. Write it as in 2023-05-27 or 2023-05-27 10:00."
        ),
        "This was a preview: nothing was written.",
        "1 row was refused.",
    ]


def test_preview_of_changes_shows_both_values(files):
    files()

    _code, lines = files(projects=[{**DIM, "purpose": "新", "help_wanted": "エンジニア"}, NEKO], dry_run=True)

    assert lines[0] == (
        "would update “DIM” (line 2): purpose: オープンデータを、 だれでも扱えるように。 → 新; needs: − 翻訳できる人"
    )
    assert project().purpose == DIM["purpose"]


def test_refused_rows_are_named_with_their_reason_and_the_good_ones_go_in(files):
    events = [
        DAY_50,
        {**DAY_50, "event_name": "A", "event_start": "2023-02-30"},
        {**DAY_50, "event_name": "B", "event_start": "05/06/2023"},
        {**DAY_50, "event_name": "C", "event_end": "2023-05-26 10:00"},
        {**DAY_50, "event_name": "", "description": "x"},
        {**DAY_50, "event_name": "social hack day  #50"},
        {**DAY_50, "event_name": "D", "description": "x" * 10_000_000},
        {**DAY_50, "event_name": "E"},
    ]

    code, lines = files(events=events)

    assert code == 1
    assert lines[-1] == "6 rows were refused."
    assert refused(lines) == [
        "  events.csv, line 3, “A”: event_start: “2023-02-30”: there is no such day.",
        (
            "  events.csv, line 4, “B”: event_start: "
            "“05/06/2023” can be read in more than one way. Write the year first, as in 2023-05-27."
        ),
        "  events.csv, line 5, “C”: event_end: the event ends before it starts. Check the two times.",
        "  events.csv, line 6: The row has no name: fill in “event_name”.",
        (
            "  events.csv, line 7, “social hack day #50”: The name is there already on line 2. "
            "If the two are different, give them different names."
        ),
        (
            "  events.csv, line 8, “D”: description: "
            "The text has 10,000,000 characters; at most 20,000 are taken. Shorten it."
        ),
    ]
    assert set(EventPage.objects.values_list("title", flat=True)) == {"Social Hack Day #50", "E"}


def test_cells_that_cannot_be_used_are_named_and_their_rows_go_in(files):
    code, lines = files(
        projects=[{**DIM, "project_page": "javascript:alert(1)", "last_update": "きのう", "cover_image_url": "x.png"}],
        events=[{**DAY_50, "attendees": "約30名", "entry_page": "ftp://example.org"}],
    )

    assert code == 0
    assert lines[-9:] == [
        "projects.csv: 1 created, 0 updated, 0 unchanged, 0 refused",
        "Please note:",
        (
            "  projects.csv, lines 2–4, “DIM”: cover_image_url: "
            "“x.png” is no web address. Write it with https:// in front; left out."
        ),
        (
            "  projects.csv, lines 2–4, “DIM”: last_update: "
            "“きのう” is no date. Write it as in 2023-05-27 or 2023-05-27 10:00."
        ),
        (
            "  projects.csv, lines 2–4, “DIM”: project_page: "
            "“javascript:alert(1)” is no web address: only http:// and https:// are taken; left out."
        ),
        "events.csv: 1 created, 0 updated, 0 unchanged, 0 refused",
        "Please note:",
        (
            "  events.csv, line 2, “Social Hack Day #50”: entry_page: "
            "“ftp://example.org” is no web address: only http:// and https:// are taken; left out."
        ),
        (
            "  events.csv, line 2, “Social Hack Day #50”: attendees: "
            "“約30名” is no whole number. Write it in digits, as in 30."
        ),
    ]
    assert (project().website, event().attendees, event().entry_url) == ("", None, "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "projects.csv: The file is empty."),
        (
            b"PK\x03\x04",
            "projects.csv: The file is no table of text but Excel (.xlsx), ZIP. Save it as “CSV UTF-8” and try again.",
        ),
        (
            b"name,status\nA,Active\n",
            "projects.csv: The column “project_name” is missing. Columns found: name, status.",
        ),
        (None, "projects.csv: there is no such file."),
    ],
)
def test_file_that_cannot_be_read_stops_everything_with_the_reason(site, write, content, message):
    write("events.csv", csv_text(DAY_50))
    if content is not None:
        write("projects.csv", content)

    assert run("import_hackday", "projects.csv", "events.csv") == (2, [message])
    assert (EventPage.objects.count(), EventSeriesPage.objects.count()) == (0, 0)


def test_second_file_is_read_before_anything_of_the_first_is_written(site, write):
    write("projects.csv", csv_text(DIM))
    write("events.csv", "event_name,event_strat\nA,2023-05-27\n")

    assert run("import_hackday", "projects.csv", "events.csv") == (
        2,
        [
            (
                "events.csv: The column “event_start” is missing. Columns found: event_name, event_strat. "
                "Is it “event_strat”?"
            )
        ],
    )
    assert ProjectPage.objects.count() == 0


def test_files_in_the_wrong_order_are_told(site, write):
    write("projects.csv", csv_text(DIM))
    write("events.csv", csv_text(DAY_50))

    assert run("import_hackday", "events.csv", "projects.csv") == (
        2,
        ["The two files are in the wrong order: first the projects, then the events."],
    )


def test_both_files_cannot_be_standard_input(site):
    assert run("import_hackday", "-", "-") == (2, ["Only one of the two files can be standard input."])


@pytest.mark.parametrize("title", ["", " \u3000", "x" * 256])
def test_series_needs_a_title_that_can_be_kept(files, title):
    assert files(series=title) == (2, ["--series: give a title of 1 to 255 characters."])
    assert EventSeriesPage.objects.exists() is ProjectPage.objects.exists() is False


def test_standard_input_that_is_closed_is_an_empty_file(site, write, monkeypatch):
    write("events.csv", csv_text(DAY_50))
    monkeypatch.setattr("sys.stdin", None)

    assert run("import_hackday", "-", "events.csv") == (2, ["standard input: The file is empty."])


class Stopping(io.StringIO):
    """Raises what a signal or a closed pipe would, when the import tells how far it is."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def write(self, text):
        if self.error and "of 101 rows" in text:
            error, self.error = self.error, None
            raise error
        return super().write(text)


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, "Stopped. The rows counted above are in; run the import again for the others."),
        (
            BrokenPipeError(),
            1,
            "Stopped, because nobody reads the report any more. Run the import again for the other rows.",
        ),
    ],
)
def test_import_that_is_stopped_keeps_its_rows_and_goes_on_the_next_time(site, write, error, code, message):
    write("projects.csv", csv_text(*({**NEKO, "project_name": f"ねこ{number}"} for number in range(101))))
    write("events.csv", csv_text(DAY_50))
    output = Stopping(error)

    with override("en"), pytest.raises(CommandError, match=message) as stopped:
        call_command("import_hackday", "projects.csv", "events.csv", stdout=output)

    assert (stopped.value.returncode, ProjectPage.objects.count()) == (code, 100)
    assert run("import_hackday", "projects.csv", "events.csv")[0] == 0
    assert ProjectPage.objects.count() == 101


def test_site_that_is_not_set_up_is_told_how(site, write):
    site.get_translations(inclusive=True).delete()
    write("x.csv", csv_text(DIM))

    assert run("import_hackday", "x.csv", "x.csv") == (
        2,
        ["The site is not set up yet. Run manage.py set_up_site first."],
    )


def test_long_import_tells_how_far_it_is(files):
    _code, lines = files(projects=[{**NEKO, "project_name": f"ねこ{number}"} for number in range(100)], dry_run=True)

    assert "projects.csv: 100 of 100 rows" in lines
