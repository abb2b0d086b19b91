"""What a person sees while an import runs."""

import io

from django.utils.translation import override

from integrations.sheets.console import lines_of_report, with_progress
from integrations.sheets.reports import Report


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_terminal_shows_a_bar_and_a_log_a_line_now_and_then():
    terminal, log = Terminal(), io.StringIO()
    with override("en"):
        taken = [list(with_progress(range(200), total=200, label="[red].csv", stream=each)) for each in (terminal, log)]

    assert taken == [list(range(200))] * 2
    assert log.getvalue() == "[red].csv: 100 of 200 rows\n[red].csv: 200 of 200 rows\n"
    assert "200/200" in terminal.getvalue()
    assert "[red].csv" in terminal.getvalue()


def test_report_tells_once_what_is_alike_for_many_rows():
    report = Report("a.csv")
    for number in (2, 3, 4):
        report.remark(f"line {number}", f"row {number}", "city", "“Kobe” is not known.")
    report.remark("line 5", "", "", "Something else.")
    with override("en"):
        lines = list(lines_of_report(report, dry_run=False))

    assert lines == [
        "a.csv: 0 created, 0 updated, 0 unchanged, 0 refused",
        "Please note:",
        "  a.csv, line 2, “row 2”: city: “Kobe” is not known. (and 2 more rows)",
        "  a.csv, line 5: Something else.",
    ]
    assert report.exit_code == 0
