"""Counting what happened: periods that follow each other add up, and so do the days of one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from integrations.github.counting import COUNTS, FIGURES, days_of, figures_of, last_by_human
from integrations.github.parsing_details import each
from integrations.github.parsing_period import period_page
from integrations.github.records import Absence, Commit, Happened, Period, Touched

MARCH = Period(datetime(2026, 2, 28, 15, tzinfo=UTC), datetime(2026, 3, 31, 15, tzinfo=UTC))
JAPAN = ZoneInfo("Asia/Tokyo")

moments = st.integers(-3 * 86400, 34 * 86400).map(lambda seconds: MARCH.since + timedelta(seconds=seconds))
commits = st.builds(
    Commit, oid=st.uuids().map(str), committed_at=moments, is_merge=st.booleans(), author=st.sampled_from("abc")
)
touched = st.builds(
    Touched,
    number=st.integers(1, 10**6),
    opened_at=moments,
    closed_at=st.none() | moments,
    merged_at=st.none() | moments,
    changed_at=moments,
    by_human=st.sampled_from([True, False, None]),
    login=st.sampled_from(["hanako", "helper", None]),
)
happenings = st.builds(Happened, *(st.frozensets(each, max_size=12) for each in (commits, touched, touched)))


@given(happened=happenings, middle=moments.filter(lambda at: MARCH.since < at < MARCH.until))
def test_two_periods_that_follow_each_other_add_up(happened, middle):
    whole = figures_of(happened, MARCH)
    first = figures_of(happened, Period(MARCH.since, middle))
    second = figures_of(happened, Period(middle, MARCH.until))
    assert {name: first[name] + second[name] for name in COUNTS} == {name: whole[name] for name in COUNTS}
    assert max(first["authors"], second["authors"]) <= whole["authors"] <= first["authors"] + second["authors"]


@given(happened=happenings)
def test_days_add_up_to_their_period(happened):
    days = days_of(happened, MARCH, JAPAN)
    sums = {name: sum(day.get(name, 0) for day in days.values()) for name in COUNTS}
    authors = {author for day in days.values() for author in day.get("authors", ())}
    assert {"authors": len(authors)} | sums == figures_of(happened, MARCH)
    assert all(date(2026, 3, 1) <= date.fromisoformat(day) <= date(2026, 3, 31) for day in days)


@given(happened=happenings)
def test_last_issue_of_a_person_is_never_a_bot_s_nor_in_the_future(happened):
    last = last_by_human(happened, MARCH.until, {"helper"})
    people = [row.opened_at for row in happened.issues | happened.pulls if row.by_human and row.login != "helper"]
    assert last == max((at for at in people if at <= MARCH.until), default=None)


def _node(**changes):
    """An answer about one repository, with a commit, an issue and a pull request."""
    page = {"hasNextPage": False, "endCursor": None}
    commit = {
        "oid": "1" * 40,
        "committedDate": "2026-03-02T00:00:00Z",
        "parents": {"totalCount": 1},
        "author": {"name": "Hanako", "email": "hanako@tomoni.example", "user": None},
    }
    work = {"number": 1, "createdAt": "2026-03-02T00:00:00Z", "closedAt": None, "updatedAt": "2026-03-02T00:00:00Z"}
    work["author"] = {"__typename": "User", "login": "hanako"}
    commit |= changes.get("commit", {})
    issue, pull = work | changes.get("issue", {}), work | {"mergedAt": None} | changes.get("pull", {})
    listed = {name: {"totalCount": 1, "pageInfo": page, "nodes": [row]} for name, row in [("i", issue), ("p", pull)]}
    history = {"totalCount": 1, "pageInfo": page, "nodes": [commit]}
    branch = {"target": {"__typename": "Commit", "oid": "1" * 40, "history": history}}
    return {"defaultBranchRef": branch, "issues": listed["i"], "pullRequests": listed["p"]} | changes.get("node", {})


def _read(**changes):
    return each(["R_1"], {"nodes": [_node(**changes)]}, [], period_page)["R_1"]


def test_answer_is_read_in_whole():
    page = _read()
    assert page.commits.commits[0].author == "address hanako@tomoni.example"
    assert (page.issues.items[0].by_human, page.pulls.items[0].merged_at, page.pulls.after) == (True, None, None)


def test_author_who_has_left_is_nobody_we_know():
    assert _read(issue={"author": None}).issues.items[0].by_human is None
    assert _read(commit={"author": None}).commits.commits[0].author == "name "


def test_repository_without_a_branch_has_no_commit():
    assert _read(node={"defaultBranchRef": None}).commits.total == 0


def test_answer_with_a_gap_is_none():
    gaps = [
        {"commit": {"parents": None}},
        {"commit": {"committedDate": "soon"}},
        {"issue": {"closedAt": "soon"}},
        {"pull": {"mergedAt": 7}},
        {"pull": {"createdAt": None}},
        {"node": {"issues": {"totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": None}, "nodes": []}}},
        {"node": {"issues": {"totalCount": 1, "pageInfo": {"hasNextPage": False, "endCursor": None}, "nodes": [None]}}},
        {"node": {"pullRequests": None}},
    ]
    assert [_read(**gap) for gap in gaps] == [Absence.LIMITED] * len(gaps)


def test_figures_are_the_seven_of_the_pulse():
    nothing = Happened(frozenset(), frozenset(), frozenset())
    assert figures_of(nothing, MARCH) == dict.fromkeys(FIGURES, 0)
    assert days_of(nothing, MARCH, JAPAN) == {}
