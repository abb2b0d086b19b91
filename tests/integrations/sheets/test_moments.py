"""Dates as people write them in Japan."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from integrations.sheets.errors import CellError
from integrations.sheets.moments import read_day, read_moment

JAPAN = ZoneInfo("Asia/Tokyo")


def refusal(cell):
    with override("en"), pytest.raises(CellError) as refused:
        read_moment(cell, JAPAN)
    return str(refused.value)


@pytest.mark.parametrize(
    "cell",
    [
        "2023-05-27",
        "2023/5/27",
        "2023.5.27",
        "20230527",
        "2023–05–27",
        "2023−5−27",
        "2023年5月27日",
        "2023年 5月 27日（土）",
        "２０２３年０５月２７日(土・祝)",
        "2023-05-27 (Sat)",
        "令和5年5月27日",
        "令和 ５年５月２７日 土曜日",
        "R5.5.27",
        "May 27, 2023",
        "27 May 2023",
        "Saturday, May 27th, 2023",
    ],
)
def test_day_is_read_without_a_time(cell):
    moment = read_moment(cell, JAPAN)

    assert (moment.day, moment.has_time) == (date(2023, 5, 27), False)


@pytest.mark.parametrize(
    "cell",
    [
        "2023-05-27 10:00",
        "2023/5/27 10:00:00",
        "2023年5月27日(土) 10:00",
        "2023年5月27日（土）１０時",
        "2023年5月27日 午前10時00分",
        "令和5年5月27日 10:00〜",
        "2023-05-27T10:00",
        "2023-05-27T10:00:00+09:00",
        "2023-05-27T01:00:00Z",
        "2023-05-27T01:00:00.000Z",
        "2023-05-26 20:00 -0500",
        "2023-05-27 10:00 JST",
        "May 27, 2023 10:00 AM",
        "Sat May 27 2023 10:00:00 GMT+0900 (日本標準時)",
    ],
)
def test_time_is_of_japan_unless_the_cell_says_otherwise(cell):
    moment = read_moment(cell, JAPAN)

    assert (moment.at, moment.has_time) == (datetime(2023, 5, 27, 1, tzinfo=UTC), True)


def test_midnight_at_the_end_of_a_day_and_hours_after_noon_are_understood():
    assert read_moment("2023-05-27 24:00", JAPAN).at == datetime(2023, 5, 28, tzinfo=JAPAN)
    assert read_moment("2023-05-27 午後1時30分", JAPAN).at == datetime(2023, 5, 27, 13, 30, tzinfo=JAPAN)
    assert read_moment("2023-05-27 12:30 am", JAPAN).at == datetime(2023, 5, 27, 0, 30, tzinfo=JAPAN)


def test_first_year_of_an_era_is_called_so():
    assert read_moment("令和元年5月1日", JAPAN).day == date(2019, 5, 1)
    assert read_moment("平成31年4月30日", JAPAN).day == date(2019, 4, 30)


def test_time_alone_needs_a_day_to_be_on():
    assert read_moment("17:00", JAPAN, on=date(2023, 5, 27)).at == datetime(2023, 5, 27, 17, tzinfo=JAPAN)
    assert refusal("17:00") == "“17:00” is no date. Write it as in 2023-05-27 or 2023-05-27 10:00."


def test_empty_cell_is_no_date_and_no_error():
    assert read_moment("", JAPAN) is None
    assert read_day("", JAPAN) is None


@pytest.mark.parametrize("cell", ["05/06/2023", "5/6/23", "27.05.2023", "23/5/27", "０５／０６／２０２３"])
def test_date_that_can_be_read_in_two_ways_is_refused_with_the_remedy(cell):
    assert refusal(cell) == f"“{cell}” can be read in more than one way. Write the year first, as in 2023-05-27."


def test_number_of_a_spreadsheet_is_refused_with_the_day_that_it_may_be():
    assert refusal("45073") == (
        "“45073” is a number. If it is Excel’s for 2023-05-27, format the column as a date and save again."
    )


@pytest.mark.parametrize("cell", ["2023-02-30", "2023年13月1日", "令和5年2月29日"])
def test_day_that_does_not_exist_is_refused(cell):
    assert refusal(cell) == f"“{cell}”: there is no such day."


@pytest.mark.parametrize("cell", ["平成31年5月1日", "令和元年4月30日"])
def test_day_outside_its_era_is_refused(cell):
    assert refusal(cell) == f"“{cell}”: the era had no such day."


@pytest.mark.parametrize(
    "cell", ["未定", "2023-05", "2023年5月", "2023-05-27 25:00", "2023-05-27 10:60", "2023-05-27 10:00-17:00", "10 May"]
)
def test_what_is_no_date_is_refused_with_an_example(cell):
    assert refusal(cell) == f"“{cell}” is no date. Write it as in 2023-05-27 or 2023-05-27 10:00."


def test_day_of_a_time_elsewhere_is_the_day_in_japan():
    assert read_day("2023-05-27T20:00:00Z", JAPAN) == "2023-05-28"


@given(st.text(max_size=60) | st.from_regex(r"[\d/年月日 :.-]{1,30}", fullmatch=True))
def test_any_text_is_a_time_with_a_zone_or_refused(cell):
    try:
        moment = read_moment(cell, JAPAN)
    except CellError:
        return
    assert moment is None or moment.at.utcoffset() is not None


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 12, 31)), st.integers(-11, 14))  # noqa: DTZ001 - the zone follows
def test_every_time_in_iso_form_comes_back(moment, hours):
    moment = moment.replace(microsecond=0)
    text = f"{moment.isoformat()}{hours:+03d}:00"

    assert read_moment(text, JAPAN).at == datetime.fromisoformat(text)


@given(st.dates(date(1971, 1, 1), date(2099, 12, 31)))
def test_every_day_comes_back_from_each_form(day):
    for form in (
        "{0:%Y-%m-%d}",
        "{0.year}/{0.month}/{0.day}",
        "{0.year}年{0.month}月{0.day}日",
        "{0:%B} {0.day}, {0.year}",
    ):
        assert read_day(form.format(day), JAPAN) == day.isoformat()
