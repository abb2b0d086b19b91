"""What officers take with them: files that say what the ranking says, run nothing, and are recorded."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from challenges.proposals.models import AccessLog
from challenges.reviews.services import declare
from challenges.reviews.tables import as_csv, as_xlsx

from .conftest import AT
from .making import NOW, make_proposal, score_and_hand_in

pytestmark = pytest.mark.django_db
FILES = ("ranking.csv", "scores.csv", "review.xlsx")


@pytest.fixture
def scored(challenge, reviewers, proposals):
    score_and_hand_in(reviewers[0], proposals, (5, 4, 3, 2, 1), note='=HYPERLINK("http://evil.example")')
    score_and_hand_in(reviewers[1], proposals, (1, 2, 3, 4, 5), note="一行目\n二行目")
    score_and_hand_in(reviewers[2], proposals, (3, 3, 3, 3, 2))
    return challenge


def csv_rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def sheets(response):
    book = load_workbook(io.BytesIO(response.content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.rows] for sheet in book}


def test_ranking_as_csv(scored, officer, browse):
    answer = browse(officer).get(f"{AT}ranking.csv")
    headings, *rows = csv_rows(answer)
    assert headings[:7] == [
        "順位",
        "会社・チーム",
        "段階",
        "提出（日本時間）",
        "加重平均",
        "最高と最低の差",
        "集計した審査員の数",
    ]
    assert headings[7] == "課題理解（20%）"
    assert rows[0][:3] == ["1", "株式会社こんだて", "提出済み"]
    assert rows[0][4:8] == ["2.95", "0.50", "3", "3.00"]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf"), "Excel reads Japanese only with this mark"


def test_all_scores_as_csv_with_formulas_made_harmless(scored, officer, browse):
    headings, *rows = csv_rows(browse(officer).get(f"{AT}scores.csv"))
    assert headings == ["会社・チーム", "審査員", "評価項目", "配点（%）", "点数（0〜5）", "メモ"]
    assert len(rows) == 2 * 3 * 5
    assert rows[0] == ["株式会社こんだて", "Hana", "課題理解", "20", "5", '\'=HYPERLINK("http://evil.example")']
    assert rows[5][5] == "一行目\n二行目"


def test_workbook_holds_both_tables_and_no_formula(scored, officer, browse):
    answer = browse(officer).get(f"{AT}review.xlsx")
    found = sheets(answer)
    assert list(found) == ["順位表", "採点"]
    assert found["順位表"][1][:2] == [1, "株式会社こんだて"]
    assert found["順位表"][1][4] == 2.95
    assert found["採点"][1][4:] == [5, '=HYPERLINK("http://evil.example")']
    kinds = {
        cell.data_type for sheet in load_workbook(io.BytesIO(answer.content)) for row in sheet.rows for cell in row
    }
    assert "f" not in kinds


def test_file_is_named_after_the_challenge_and_kept_by_no_browser(scored, officer, browse):
    answer = browse(officer).get(f"{AT}review.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="kobe-menu-20261121-review.xlsx"'
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("file", FILES)
def test_taking_a_file_is_recorded_at_each_proposal_in_it(scored, proposals, officer, browse, file):
    declare(challenge=scored, user=officer, by=officer, conflicts={proposals[1].pk: "親族"}, now=NOW)
    browse(officer).get(f"{AT}{file}")
    entries = AccessLog.objects.values_list("proposal", "user", "what", "detail", "at")
    assert list(entries) == [(proposals[0].pk, officer.pk, "export", f"kobe-menu-20261121-{file}", NOW)]


@pytest.mark.parametrize("file", FILES)
def test_proposal_with_a_conflict_is_in_no_file(scored, proposals, officer, browse, file):
    declare(challenge=scored, user=officer, by=officer, conflicts={proposals[1].pk: "親族"}, now=NOW)
    answer = browse(officer).get(f"{AT}{file}")
    told = str(sheets(answer)) if file.endswith("xlsx") else answer.content.decode()
    assert "給食ラボ" not in told
    assert "株式会社こんだて" in told


@pytest.mark.parametrize("file", FILES)
def test_no_file_before_all_are_in(challenge, reviewers, proposals, officer, browse, file):
    score_and_hand_in(reviewers[0], proposals)
    assert browse(officer).get(f"{AT}{file}")["Location"] == f"{AT}ranking/"
    assert not AccessLog.objects.exists()


def test_files_cost_the_same_for_any_number(scored, proposals, officer, browse, django_assert_max_num_queries):
    for number in range(20):
        make_proposal(scored, f"会社{number}")
    client = browse(officer)
    client.get(f"{AT}ranking/")
    for file in FILES:
        with django_assert_max_num_queries(16):
            assert client.get(f"{AT}{file}").status_code == 200


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_no_text_is_a_formula_in_csv(cells):
    (row,) = csv.reader(io.StringIO(as_csv([cells]).decode("utf-8-sig"), newline=""))
    assert [each.removeprefix("'") if each != cell else each for each, cell in zip(row, cells, strict=True)] == cells
    assert not any(each[:1] in tuple("=+-@\t\r\n＝＋－＠") for each in row if each)
    assert not any(each.strip()[:1] in tuple("=+-@＝＋－＠") for each in row if each.strip())


@given(st.lists(st.text(max_size=40), min_size=1, max_size=3))
def test_any_text_can_be_kept_in_a_workbook_as_text(cells):
    (row,) = load_workbook(io.BytesIO(as_xlsx({"a": [cells]})))["a"].rows
    assert all(cell.data_type != "f" for cell in row)
