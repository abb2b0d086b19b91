"""Runs an import as a person would: files in, the exit code and what was printed out."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

DIM = {
    "project_name": "DIM",
    "cover_image_url": "https://example.org/dim.png",
    "purpose": "オープンデータを、\nだれでも扱えるように。",
    "current_status": "検証中",
    "future_situation": "どの町でも使える",
    "future_works": "文書を直す",
    "help_wanted": "・エンジニア\n・翻訳できる人",
    "project_page": "https://github.com/c-3lab/dim.git",
    "team_name": "C-3lab",
    "leader": "代表",
    "members": "甲、乙",
    "how_to_join": "Slack で声をかける",
    "last_update": "2024年1月21日",
    "status": "Active",
}
NEKO = {"project_name": "ねこ", "purpose": "ねこを助ける", "status": "Closed"}
DAY_50 = {
    "event_name": "Social Hack Day #50",
    "event_start": "2023年5月27日(土) 10:00",
    "event_end": "2023/5/27 18:00",
    "event_image": "https://example.org/50.png",
    "entry_page": "https://example.org/entry",
    "location": "兵庫県神戸市",
    "venue": "会館",
    "description": "一日",
    "hackmd_url": "https://hackmd.io/x",
    "attendees": "３０名",
    "number_of_projects": "6",
}


def run(command, *arguments, **options):
    """(exit code, lines printed), in English."""
    output = io.StringIO()
    with override("en"):
        try:
            call_command(command, *map(str, arguments), stdout=output, **options)
        except CommandError as stopped:
            return stopped.returncode, [*output.getvalue().splitlines(), str(stopped)]
    return 0, output.getvalue().splitlines()


def csv_text(*rows):
    """Rows, dictionaries with the columns of the first, as a spreadsheet would write them."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def refused(lines):
    start = lines.index("Refused:")
    return [line for line in lines[start + 1 :] if line.startswith("  ")]


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes a file into an empty folder that is the current one, so that reports name it shortly."""
    monkeypatch.chdir(tmp_path)

    def write(name, content, encoding="utf-8"):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return name

    return write


@pytest.fixture
def files(site, write):
    """Writes both files of the sheet and imports them."""

    def bring_in(projects=(DIM, NEKO), events=(DAY_50,), encoding="utf-8", **options):
        write("projects.csv", projects if isinstance(projects, str) else csv_text(*projects), encoding)
        write("events.csv", events if isinstance(events, str) else csv_text(*events), encoding)
        return run("import_hackday", "projects.csv", "events.csv", **options)

    return bring_in
