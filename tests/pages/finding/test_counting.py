"""What the sets of bits count is what counting one by one would find."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.finding.finder import FACETS, SORTS, Finder
from pages.finding.memory import Chunk, Memory
from pages.finding.parts import SIZE

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)  # half past midnight of the 22nd in Japan
TODAY = datetime(2026, 11, 22, tzinfo=UTC).toordinal()
VALUES = {
    "kind": ["project", "need", "region", "page"],
    "region": ["280003", "281000", "130001"],
    "topic": ["food", "disaster"],
    "role": ["design", "data"],
    "status": ["active", "archived"],
}
DAYS = [None, TODAY, TODAY - 1, TODAY - 6, TODAY - 7, TODAY - 29, TODAY - 89, TODAY - 364, TODAY - 365]

things = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(VALUES["kind"]),
        **{facet: st.sets(st.sampled_from(values)) for facet, values in VALUES.items() if facet != "kind"},
        "active": st.sampled_from(DAYS),
        "expires": st.sampled_from([None, TODAY - 1, TODAY, TODAY + 1]),
        "newest": st.integers(0, 5),
    }
)
choices = st.fixed_dictionaries(
    {facet: st.frozensets(st.sampled_from(values), max_size=2) for facet, values in VALUES.items()}
    | {"activity": st.frozensets(st.sampled_from(["7", "30", "90", "365", "unknown"]), max_size=2)}
)


def memory_of(rows):
    """Every third place, over two parts, so that gaps and borders are met."""
    chunks = {0: Chunk(), 2: Chunk()}
    for key, row in placed(rows):
        tags = [f"kind:{row['kind']}"]
        tags += [f"{facet}:{value}" for facet in VALUES if facet != "kind" for value in row[facet]]
        chunks[key // SIZE].add(key % SIZE, " ".join(tags), "", [], row["active"], row["expires"], row["newest"], None)
    return Memory({number: chunk for number, chunk in chunks.items() if chunk.bits}, {}, NOW)


def placed(rows):
    return [(3 * place + (0 if place % 2 else 2 * SIZE), row) for place, row in enumerate(rows)]


def has(row, facet, value):
    if facet == "kind":
        return row["kind"] == value
    if facet != "activity":
        return value in row[facet]
    if value == "unknown":
        return row["active"] is None
    return row["active"] is not None and row["active"] > TODAY - int(value)


def is_put_aside(row, chosen, counted, scores, with_archived):
    """Archived projects, regions and texts are found only by asking for them."""
    archived = "archived" in row["status"] and not with_archived
    quiet = row["kind"] in {"region", "page"} and scores is None
    return (archived and "archived" not in chosen["status"] and counted != "status") or (
        quiet and row["kind"] not in chosen["kind"] and counted != "kind"
    )


def plainly_found(rows, chosen, scores, with_archived, counted=None):
    for key, row in placed(rows):
        fits = all(
            any(has(row, facet, value) for value in values)
            for facet, values in chosen.items()
            if values and facet != counted
        )
        is_current = row["expires"] is None or row["expires"] >= TODAY
        asked_for = {facet: () if facet == counted else values for facet, values in chosen.items()}
        aside = is_put_aside(row, asked_for, counted, scores, with_archived)
        if fits and is_current and not aside and (scores is None or key in scores):
            yield key, row


@settings(max_examples=150, deadline=None)
@given(st.lists(things, max_size=12), choices, st.none() | st.sets(st.integers(0, 11)), st.booleans())
def test_counts_are_those_of_counting_one_by_one(rows, chosen, words, with_archived):
    keys = [key for key, _row in placed(rows)]
    scores = None if words is None else {keys[place]: 1.0 + place for place in words if place < len(keys)}
    finder = Finder(memory_of(rows), chosen, scores, with_archived=with_archived)
    found = dict(plainly_found(rows, chosen, scores, with_archived))
    assert finder.count == len(found)
    assert sorted(finder.keys("newest")) == sorted(found)
    for facet in [*VALUES, "activity"]:
        others = [row for _key, row in plainly_found(rows, chosen, scores, with_archived, counted=facet)]
        numbers = {value: sum(has(row, facet, value) for row in others) for value in finder.memory.values(facet)}
        assert finder.counts(facet) == {value: number for value, number in numbers.items() if number}, facet


@settings(max_examples=60, deadline=None)
@given(st.lists(things, max_size=12), choices, st.sampled_from(list(VALUES)))
def test_a_way_out_counts_what_its_address_will_find(rows, chosen, facet):
    memory = memory_of(rows)
    rest = {name: values for name, values in chosen.items() if name != facet}
    assert Finder(memory, chosen).count_without(facet) == Finder(memory, rest).count


@settings(max_examples=60, deadline=None)
@given(st.lists(things, max_size=12), st.sampled_from(SORTS))
def test_every_order_has_the_same_entries_once(rows, sort):
    finder = Finder(memory_of(rows), {}, with_archived=True)
    keys = finder.keys(sort)
    assert len(keys) == len(set(keys)) == finder.count


def test_newest_come_first_and_the_best_hit_before_all():
    row = {"kind": "project", "region": (), "topic": (), "role": (), "status": (), "active": None, "expires": None}
    rows = [{**row, "newest": newest} for newest in (1, 3, 2)]
    keys = [key for key, _row in placed(rows)]
    assert Finder(memory_of(rows), {}).keys("newest") == [keys[1], keys[2], keys[0]]
    scores = dict(zip(keys, (5.0, 1.0, 3.0), strict=True))
    assert Finder(memory_of(rows), {}, scores).keys("best") == [keys[0], keys[2], keys[1]]


def test_soonest_are_those_to_come_then_those_that_were_then_those_without_a_date():
    chunk, day = Chunk(), 24 * 60 * 60
    for place, days in enumerate([None, -9, 5, -2, 1]):
        due = None if days is None else int(NOW.timestamp()) + days * day
        chunk.add(place, "kind:event", "", [], None, None, None, due)
    assert Finder(Memory({0: chunk}, {}, NOW), {}).keys("soonest") == [4, 2, 3, 1, 0]


def test_empty_site_finds_nothing_of_anything():
    finder = Finder(memory_of([]), {"role": frozenset({"design"})}, {7: 1.0})
    assert (finder.count, finder.keys("best"), {facet: finder.counts(facet) for facet in FACETS}) == (
        0,
        [],
        {facet: {} for facet in FACETS},
    )


@pytest.mark.parametrize(("moment", "status"), [(0, "preparing"), (100, "open"), (199, "open"), (200, "closed")])
def test_clock_moves_the_status(moment, status):
    chunk = Chunk()
    chunk.add(0, "kind:challenge", "", [[0, "preparing"], [100, "open"], [200, "closed"]], None, None, None, None)
    memory = Memory({0: chunk}, {}, datetime.fromtimestamp(moment, UTC))
    assert Finder(memory, {}).counts("status") == {status: 1}
    later = {0: 100, 100: 200, 199: 200}.get(moment)
    if later:
        assert memory.good_until.timestamp() == later
