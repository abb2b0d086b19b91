"""The funnel is what a plain count says, in any world, narrowed and compared in any way."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from challenges.funnel.filters import FunnelFilter
from challenges.funnel.groupings import GROUPINGS
from challenges.models import ChallengePage, MunicipalityPage, Round
from challenges.proposals.counting import count_closed, public_number
from challenges.stages import Stage
from tests.factories import make_challenge, make_municipality_page, make_prefecture, make_topic

from .making import NOW, Way, make_proposals, plain_count

pytestmark = pytest.mark.usefixtures("site")

SECOND = timedelta(seconds=1)
APRIL = datetime(2026, 3, 31, 15, tzinfo=UTC)  # it begins in Japan
MOMENTS = [APRIL - SECOND, APRIL, APRIL + SECOND, NOW - SECOND, NOW, NOW + SECOND, datetime(2019, 7, 1, tzinfo=UTC)]
TOWNS, ROUNDS, TOPICS = ("281000", "130001", None), (2019, 2025), ("food", "health", "roads")

ways = st.builds(
    dict,
    stage=st.sampled_from(Stage),
    live=st.sampled_from([True, True, True, False]),
    opens_at=st.none() | st.sampled_from(MOMENTS),
    closes_at=st.none() | st.sampled_from(MOMENTS),
    was_opened_here=st.booleans(),
    submitted=st.integers(0, 2),
    drafts=st.integers(0, 1),
    noted=st.none() | st.tuples(st.integers(0, 9), st.booleans()),
    pilot=st.sampled_from(["", "", "page", "line", "secret line"]),
    outcome=st.none()
    | st.tuples(
        st.booleans(),
        st.sampled_from([None, "yes", "partly", "no"]),
        st.sampled_from([None, "procured", "free", "not"]),
    ),
    town=st.integers(0, 2),
    round=st.none() | st.integers(0, 1),
    topics=st.sets(st.integers(0, 2)),
)
questions = st.sampled_from(
    ["", "year=2019", "year=2025", "region=280003", "region=281000", "topic=food", "round=r2019"]
)


@pytest.fixture
def places(site):
    towns = [make_municipality_page(), make_municipality_page(make_prefecture("130001"))]
    unknown = make_municipality_page(slug="nowhere")
    MunicipalityPage.objects.filter(pk=unknown.pk).update(region=None)
    rounds = [Round.objects.create(slug=f"r{year}", name_ja=f"{year}年度", year=year) for year in ROUNDS]
    return [*towns, unknown], rounds, [make_topic(slug) for slug in TOPICS]


def make(facts, places):
    towns, rounds, topics = places
    chosen = None if facts["round"] is None else rounds[facts["round"]]
    more = {"town": towns[facts["town"]], "round": chosen, "topics": [topics[each] for each in sorted(facts["topics"])]}
    way = Way(**{**facts, **more})
    assume(not (way.opens_at and way.closes_at and way.opens_at >= way.closes_at))
    return way.make()


def keys_of(way, name, places):
    """The groups in which it counts."""
    if name == "topic":
        return [topic.slug for topic in way.topics] or [None]
    found = {
        "year": str(way.year) if way.year else None,
        "round": way.round.slug if way.round else None,
        "region": TOWNS[places[0].index(way.town)],
    }
    return [found[name]]


def fits(way, question, places):
    name, _equals, value = question.partition("=")
    if not name:
        return True
    if value == "280003":
        return way.town == places[0][0]
    return value in keys_of(way, name, places)


def narrowed(question):
    filterset = FunnelFilter(QueryDict(question), queryset=ChallengePage.objects.for_visitors(), now=NOW)
    return filterset.qs if not filterset.form.errors else None


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(worlds=st.lists(ways, max_size=5), question=questions)
def test_funnel_is_what_a_plain_count_says(places, worlds, question):
    with transaction.atomic():
        made = [way for way in [make(facts, places) for facts in worlds] if way.live]
        challenges = narrowed(question)
        if challenges is None:  # nothing of that is there, and nothing offered
            assert not any(fits(way, question, places) for way in made)
        else:
            chosen = [way for way in made if fits(way, question, places)]
            for name in GROUPINGS:
                assert_is_plain(challenges, name, chosen, places)
        transaction.set_rollback(True)


def assert_is_plain(challenges, name, chosen, places):
    groups = GROUPINGS[name].groups(challenges, NOW)
    expected: dict = {}
    for way in chosen:
        for key in keys_of(way, name, places):
            expected.setdefault(key, []).append(way)
    assert {group.key: asdict(group.counts) for group in groups} == {
        key: plain_count(ways) for key, ways in expected.items()
    }
    assert len(groups) == len(expected)
    assert asdict(GROUPINGS[name].total(challenges, groups, NOW)) == plain_count(chosen)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(facts=ways)
def test_number_of_proposals_is_the_one_that_the_page_of_the_challenge_tells(places, facts):
    with transaction.atomic():
        way = make({**facts, "live": True}, places)
        (group,) = GROUPINGS["year"].groups(ChallengePage.objects.filter(pk=way.page.pk), NOW)
        assert group.counts.proposals == public_number(way.page, NOW) == way.number
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("opens_at", "year"),
    [(APRIL - SECOND, "2025"), (APRIL, "2026"), (datetime(2025, 12, 31, 15, tzinfo=UTC), "2025")],
)
def test_fiscal_year_begins_in_april_in_japan(opens_at, year):
    make_challenge(stage="closed", opens_at=opens_at)
    (group,) = GROUPINGS["year"].groups(ChallengePage.objects.for_visitors(), NOW)
    assert group.key == year


def test_call_that_ended_with_the_last_of_march_is_of_the_year_that_ended():
    make_challenge(stage="closed", closes_at=APRIL)
    (group,) = GROUPINGS["year"].groups(ChallengePage.objects.for_visitors(), NOW)
    assert group.key == "2025"


def test_two_pages_of_one_municipality_are_one_row():
    for slug in ("kobe", "kobe-water"):
        make_challenge(municipality=make_municipality_page(slug=slug), stage="pilot")
    (group,) = GROUPINGS["region"].groups(ChallengePage.objects.for_visitors(), NOW)
    assert (group.key, group.title, group.counts.challenges) == ("281000", "兵庫県神戸市", 2)


def test_number_stays_when_it_is_noted_and_when_the_proposals_are_gone():
    challenge = make_challenge(stage="open", closes_at=timezone.now() - timedelta(hours=1))
    make_proposals(challenge, submitted=3)
    challenges = ChallengePage.objects.for_visitors()

    def number():
        (group,) = GROUPINGS["year"].groups(challenges, timezone.now())
        return group.counts.proposals

    assert number() == 3
    count_closed(timezone.now())
    assert number() == 3
    challenge.proposals.all().delete()
    assert number() == 3


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("name", "queries"), [("year", 2), ("round", 2), ("region", 3), ("topic", 4)])
def test_counting_costs_the_same_for_any_number(django_assert_num_queries, name, queries, count):
    for number in range(count):
        page = make_challenge(stage="closed", topics=[make_topic(f"t{number}")])
        make_proposals(page, submitted=2)
    challenges = ChallengePage.objects.for_visitors()
    with django_assert_num_queries(queries):
        groups = GROUPINGS[name].groups(challenges, NOW)
        total = GROUPINGS[name].total(challenges, groups, NOW)
    assert (total.challenges, total.proposals) == (count, 2 * count)
