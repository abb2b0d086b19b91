"""Files as records, whichever form they have."""

import csv
import json
from io import StringIO

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from integrations.sheets.columns import Column
from integrations.sheets.errors import TableError
from integrations.sheets.tables import read_table

COLUMNS = (Column("project_name", ("プロジェクト名",), required=True), Column("purpose", ("目的",)), Column("status"))


def read(content, columns=COLUMNS):
    data = content if isinstance(content, bytes) else content.encode()
    with override("en"):
        return read_table(data, name="projects.csv", columns=columns)


def rows(content):
    return [(record.place, record["project_name"], record["purpose"]) for record in read(content).records]


def problems(content):
    return [(record.place, record.problem) for record in read(content).records if record.problem]


def refusal(content):
    with pytest.raises(TableError) as refused:
        read(content)
    return str(refused.value)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiter_is_found_by_the_columns(delimiter):
    text = "project_name,purpose\nDIM,データ\n".replace(",", delimiter)

    assert rows(text) == [("line 2", "DIM", "データ")]


def test_semicolon_in_a_heading_does_not_change_the_delimiter():
    assert rows("project_name,purpose,a;b;c;d;e\nDIM,x,y\n") == [("line 2", "DIM", "x")]


def test_cells_of_several_lines_keep_the_line_numbers_of_the_file():
    text = 'project_name,purpose\r\nA,"one\r\n\r\ntwo, ""three"""\r\n\r\nB,x\r\n'

    assert rows(text) == [("lines 2–4", "A", 'one\n\ntwo, "three"'), ("line 6", "B", "x")]


def test_line_ends_of_old_macs_are_lines_too():
    assert rows("project_name,purpose\rA,x\rB,y") == [("line 2", "A", "x"), ("line 3", "B", "y")]


def test_columns_are_found_in_any_order_width_case_and_language():
    assert rows("ｓｔａｔｕｓ, Purpose ,プロジェクト 名\nActive,x,A\n") == [("line 2", "A", "x")]
    assert rows("\ufeffProject Name,目的\nA,x\n") == [("line 2", "A", "x")]


def test_headings_are_shown_without_signs_that_steer_a_terminal():
    assert read("project_name,\x1b[2Jx\u202e\nA,1\n").unknown == ["[2Jx"]


def test_titles_above_the_headings_are_passed_over():
    assert rows("Social Hack Day,,\n\n,,\nproject_name,purpose,status\nA,x,Active\n") == [("line 5", "A", "x")]


def test_rows_without_any_text_are_left_out():
    assert rows("project_name,purpose\n,\n \u3000,\t\nA,x\n,,,,\n") == [("line 4", "A", "x")]


def test_short_rows_are_filled_and_empty_cells_beyond_the_headings_ignored():
    assert rows("project_name,purpose\nA\nB,x,,\n") == [("line 2", "A", ""), ("line 3", "B", "x")]


def test_row_with_too_many_cells_is_refused_and_the_others_stay():
    text = "project_name,purpose\nA,one, two\nB,x\n"

    reason = (
        "The row has 3 cells, the headings are 2. "
        "Text with a comma, a quotation mark or several lines has to stand in quotation marks."
    )
    assert problems(text) == [("line 2", reason)]
    assert rows(text)[1] == ("line 3", "B", "x")


def test_quotation_mark_that_is_never_closed_costs_its_own_line_only():
    text = 'project_name,purpose\nA,x\nB,"open\nC,y\nD,z\n'

    assert problems(text) == [("line 3", "A quotation mark that opens here is never closed.")]
    assert [row for row in rows(text) if row[0] != "line 3"] == [
        ("line 2", "A", "x"),
        ("line 4", "C", "y"),
        ("line 5", "D", "z"),
    ]


def test_row_with_stray_quotation_marks_swallows_no_other_row():
    text = 'project_name,purpose\nA,"open\nB,y\nC,"open\nD,z\n'

    assert problems(text) == [
        (
            "line 2",
            (
                "The quotation marks from here to line 4 are not in order: "
                "one opens a cell, one closes it, and inside a cell each is written twice."
            ),
        ),
        ("line 4", "A quotation mark that opens here is never closed."),
    ]
    assert [row for row in rows(text) if row[0] in {"line 3", "line 5"}] == [("line 3", "B", "y"), ("line 5", "D", "z")]


def test_rest_of_a_torn_row_becomes_no_row_of_its_own():
    text = 'project_name,purpose,status\nA,"one\ntwo\nthree "and" four",Active\nB,y,Active\n'

    assert [place for place, _reason in problems(text)] == ["line 2", "line 3", "line 4"]
    assert rows(text)[-1] == ("line 5", "B", "y")


def test_many_rows_with_quotation_marks_out_of_order_cost_themselves_only():
    text = "project_name,purpose\n" + "".join(f'A{number},say "hi"\nB{number},"say "hi""\n' for number in range(50))

    assert len(problems(text)) == 50
    assert len(rows(text)) == 100


def test_blanks_before_a_quoted_cell_are_no_part_of_it():
    assert rows('project_name, purpose\nA, "one, two"\n') == [("line 2", "A", "one, two")]


def test_headings_that_stand_there_again_are_no_row():
    text = "project_name,purpose\nA,x\nＰroject_Name,purpose \nB,y\n"

    assert rows(text) == [("line 2", "A", "x"), ("line 4", "B", "y")]


@pytest.mark.parametrize("end", ["\u0085", "\u2028", "\u2029"])
def test_rare_line_ends_are_lines_where_there_are_no_others(end):
    assert rows(f"project_name,purpose{end}A,x{end}B,y{end}") == [("line 2", "A", "x"), ("line 3", "B", "y")]
    assert rows(f"project_name,purpose\nA,x{end}z\n") == [("line 2", "A", "x\nz")]


def test_cell_of_ten_megabytes_is_read_and_the_limit_of_the_process_is_left_alone():
    before = csv.field_size_limit()

    assert [len(purpose) for _, _, purpose in rows(f"project_name,purpose\nA,{'x' * 10_000_000}\nB,y\n")] == [
        10_000_000,
        1,
    ]
    assert csv.field_size_limit() == before


def test_what_cannot_be_seen_is_taken_out_and_what_looks_like_code_stays_text():
    content = "project_name,purpose\n A\0\u200b\xa0,<script>x</script>\x07\u202e\n=HYPERLINK(1),=cmd|' /C calc'!A0\n"

    assert rows(content) == [
        ("line 2", "A", "<script>x</script>"),
        ("line 3", "=HYPERLINK(1)", "=cmd|' /C calc'!A0"),
    ]


@pytest.mark.parametrize("wrap", [lambda items: items, lambda items: {"total": 2, "pages": {}, "objects": items}])
def test_json_is_a_list_of_objects_or_an_object_with_one(wrap):
    items = [{"project_name": "A", "purpose": ["x", "y"]}, {"purpose": None, "Project Name ": 1}, {"project_name": "B"}]
    content = json.dumps(wrap([items[0], items[2]]))

    assert rows(content) == [("item 1", "A", "x\ny"), ("item 2", "B", "")]


def test_json_values_become_what_a_cell_would_hold():
    content = json.dumps([{"project_name": 12.0, "purpose": {"twitter": "@x", "none": None}, "status": True}])

    assert [record.cells for record in read(content).records] == [
        {"project_name": "12", "purpose": "twitter=@x", "status": "true"}
    ]


def test_json_lines_are_read_and_a_broken_one_is_refused_alone():
    text = '{"project_name": "A"}\n\n{"project_name": "B", "purpose": "x"}\n{oops\n{"project_name": "C"}\n'

    assert problems(text) == [("line 4", "This item is no object with names and values.")]
    assert [name for place, name, _purpose in rows(text) if place != "line 4"] == ["A", "B", "C"]


def test_json_object_with_the_columns_is_one_row():
    assert rows('{"project_name": "A", "purpose": ["x", "y"]}\n') == [("item 1", "A", "x\ny")]


@pytest.mark.parametrize("wrap", ["%s", '{"range": "A1:B2", "values": %s}'])
def test_json_rows_of_cells_have_their_headings_on_top(wrap):
    text = wrap % '[["project_name", "purpose"], ["A", 1], [], ["B"], ["C", "x", "more"]]'

    assert rows(text)[:2] == [("item 2", "A", "1"), ("item 4", "B", "")]
    assert [place for place, _reason in problems(text)] == ["item 5"]


def test_json_values_that_are_no_number_are_empty():
    assert rows('[{"project_name": "A", "purpose": NaN}, {"project_name": "B", "purpose": 1e999}]') == [
        ("item 1", "A", ""),
        ("item 2", "B", ""),
    ]


def test_title_in_brackets_above_a_table_does_not_make_it_json():
    assert rows("[2023] Social Hack Day,\nproject_name,purpose\nA,x\n") == [("line 3", "A", "x")]


def test_json_items_that_are_no_objects_are_refused_one_by_one():
    content = '[{"project_name": "A"}, "B", {"project_name": "C\\ud800"}]'

    assert problems(content) == [("item 2", "This item is no object with names and values.")]
    assert rows(content)[2] == ("item 3", "C", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "The file is empty."),
        ("\ufeff \r\n\n", "The file is empty."),
        (",,,\n,,\n", "The file is no table: it has no line with headings."),
        ("[]", "The file holds no rows: it is a list without objects."),
        ("[1, 2]", "The file holds no rows: it is a list without objects."),
        ('{"a": 1}', "The file is JSON, but neither a list of objects nor an object with one such list in it."),
        (
            '{"a": [], "b": []}',
            "The file is JSON, but neither a list of objects nor an object with one such list in it.",
        ),
        ('[{"a": 1},\n}', "The file begins like JSON, but cannot be read from line 2, column 1 on."),
        ("[" * 100_000, "The file is JSON that holds more than a table does, and is not read."),
        ("[" + "9" * 5000 + "]", "The file is JSON that holds more than a table does, and is not read."),
        (
            "title,purpose\nA,x\n",
            "The column “project_name” is missing. Columns found: title, purpose.",
        ),
        (
            "projectname_,projct_name,purpose\n,A,x\n".replace("projectname_,", "id,"),
            "The column “project_name” is missing. Columns found: id, projct_name, purpose. Is it “projct_name”?",
        ),
        (
            "project_name,プロジェクト名\nA,B\n",
            "Two columns are headed “project_name” or a word for it. Remove or rename one.",
        ),
        ("just some words", "The column “project_name” is missing. Columns found: just some words."),
    ],
)
def test_what_is_no_table_of_these_columns_is_refused_with_the_reason(content, message):
    assert refusal(content) == message


def test_columns_that_are_not_known_or_not_there_are_told():
    table = read("project_name,Remarks, \nA,x,\n")

    assert (table.unknown, table.absent) == (["Remarks"], ["purpose", "status"])


def read_or_refuse(data):
    """Anything but a TableError fails the test."""
    try:
        return {name for record in read(data).records for name in record.cells}
    except TableError:
        return set()


@given(st.binary(max_size=300))
def test_any_bytes_give_records_or_a_reason(data):
    assert read_or_refuse(data) <= {"project_name", "purpose", "status"}


@given(
    st.binary(max_size=200),
    st.sampled_from([b"project_name,purpose\n", b"project_name;purpose\r\n", b'[{"project_name":"']),
)
def test_any_bytes_below_the_headings_give_records_or_a_reason(data, start):
    assert read_or_refuse(start + data) <= {"project_name", "purpose", "status"}


cells = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=10), st.sampled_from([",", "\t", ";"]))
def test_whatever_a_csv_writer_writes_comes_back(written, delimiter):
    file = StringIO()
    csv.writer(file, delimiter=delimiter).writerows([("project_name", "purpose"), *written])

    assert [(name, purpose) for _place, name, purpose in rows(file.getvalue())] == written
