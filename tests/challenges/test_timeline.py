"""The timeline: what is known to lie behind, where it stands, what usually follows. No day is invented."""

from datetime import UTC, date, datetime, timedelta

import pytest

from challenges.models import ChallengePage, StageChange
from challenges.stages import Stage
from challenges.timeline import timeline

pytestmark = pytest.mark.django_db  # a page asks for its content type when it is made

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def told(challenge, *changes):
    stops = timeline(challenge, changes, NOW)
    return [(stop.label, stop.reached, stop.state) for stop in stops]


def label(stage):
    return Stage(stage).label


def test_open_challenge_shows_when_it_opened_and_when_it_will_close():
    challenge = ChallengePage(stage="open", opens_at=NOW - DAY, closes_at=NOW + DAY)
    assert told(challenge)[:3] == [
        (label("preparing"), None, "done"),
        (label("open"), NOW - DAY, "current"),
        (label("closed"), NOW + DAY, "ahead"),
    ]


def test_what_may_have_been_left_out_is_not_claimed():
    assert told(ChallengePage(stage="pilot")) == [
        (label("preparing"), None, "done"),
        (label("open"), None, "done"),
        (label("selected"), None, "done"),
        (label("pilot"), None, "current"),
        (label("finished"), None, "ahead"),
    ]


def test_log_and_clock_date_what_lies_behind():
    challenge = ChallengePage(stage="selected", closes_at=datetime(2019, 12, 5, 15, tzinfo=UTC))
    changes = [
        StageChange(stage="screening", changed_at=NOW - 2 * DAY),
        StageChange(stage="selected", changed_at=NOW - DAY),
    ]
    assert told(challenge, *changes)[1:5] == [
        (label("open"), None, "done"),
        (label("closed"), date(2019, 12, 5), "done"),
        (label("screening"), NOW - 2 * DAY, "done"),
        (label("selected"), NOW - DAY, "current"),
    ]


def test_nothing_is_announced_where_nobody_has_told_for_a_year_what_became_of_it():
    stops = timeline(ChallengePage(stage="closed", closes_at=NOW - 366 * DAY), [], NOW)
    assert [(stop.label, stop.note) for stop in stops[2:]] == [
        (label("closed"), "その後は、このサイトでは分かっていません。")
    ]
    assert len(timeline(ChallengePage(stage="closed", closes_at=NOW - 364 * DAY), [], NOW)) == 7
    news = StageChange(stage="closed", changed_at=NOW - DAY)
    assert len(timeline(ChallengePage(stage="closed", closes_at=NOW - 366 * DAY), [news], NOW)) == 7


def test_undated_line_of_the_log_gives_no_date():
    assert told(ChallengePage(stage="finished"), StageChange(stage="finished"))[-1] == (
        label("finished"),
        None,
        "current",
    )


def test_withdrawn_challenge_shows_how_far_it_came_and_nothing_ahead():
    changes = [
        StageChange(stage="open", changed_at=NOW - 2 * DAY),
        StageChange(stage="withdrawn", changed_at=NOW - DAY),
    ]
    assert told(ChallengePage(stage="withdrawn"), *changes) == [
        (label("preparing"), None, "done"),
        (label("open"), NOW - 2 * DAY, "done"),
        (label("withdrawn"), NOW - DAY, "current"),
    ]


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_stands_on_its_timeline_once(stage):
    stops = timeline(ChallengePage(stage=stage), [], NOW)
    assert [stop.label for stop in stops if stop.state == "current"] == [stage.label]
    assert len({stop.label for stop in stops}) == len(stops)


def notes(challenge, *changes):
    return {stop.label: (stop.reached, stop.note) for stop in timeline(challenge, changes, NOW)}


def test_public_reason_stands_beside_its_day():
    public = StageChange(stage="withdrawn", changed_at=NOW - DAY, reason="予算がなくなった。")
    assert notes(ChallengePage(stage="withdrawn"), public)[label("withdrawn")] == (NOW - DAY, "予算がなくなった。")


def test_what_is_not_public_gives_neither_day_nor_reason():
    hidden = StageChange(stage="withdrawn", changed_at=NOW - DAY, reason="内部の事情", is_public=False)
    assert notes(ChallengePage(stage="withdrawn"), hidden)[label("withdrawn")] == (None, "")


def test_closed_before_its_last_day_is_dated_by_the_hand_that_closed_it():
    early = StageChange(stage="closed", changed_at=NOW - 9 * DAY, reason="応募がそろった。")
    challenge = ChallengePage(stage="closed", closes_at=NOW - DAY)
    assert notes(challenge, early)[label("closed")] == (NOW - 9 * DAY, "応募がそろった。")


def test_opened_again_it_is_open_since_then_and_closes_at_the_new_moment():
    changes = [
        StageChange(stage="open", changed_at=NOW - 20 * DAY),
        StageChange(stage="closed", changed_at=NOW - 9 * DAY),
        StageChange(stage="open", changed_at=NOW - 8 * DAY, reason="台風のため。"),
    ]
    challenge = ChallengePage(stage="open", opens_at=NOW - 20 * DAY, closes_at=NOW + DAY)
    told_now = notes(challenge, *changes)
    assert told_now[label("open")] == (NOW - 8 * DAY, "台風のため。")
    assert told_now[label("closed")] == (NOW + DAY, "")
