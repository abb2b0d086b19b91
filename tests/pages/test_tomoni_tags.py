"""Dates, deadlines, numbers and addresses as a reader of each language sees them."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from pages.templatetags import tomoni

MOMENT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


def drawn(text, **context):
    return Template("{% load tomoni %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", '<time datetime="2026-11-21T10:00+09:00">2026年11月21日(土) 10:00</time>'),
        ("en", '<time datetime="2026-11-21T10:00+09:00">Sat 21 November 2026, 10:00 JST</time>'),
    ],
)
def test_local_datetime_is_in_japan(language, expected):
    with translation.override(language):
        assert drawn("{{ value|local_datetime }}", value=MOMENT) == expected


@pytest.mark.parametrize(
    ("language", "zone", "expected"),
    [
        ("ja", "Europe/London", '<time datetime="2026-11-21T01:00+00:00">2026年11月21日(土) 01:00 (GMT)</time>'),
        ("ja", "Asia/Seoul", '<time datetime="2026-11-21T10:00+09:00">2026年11月21日(土) 10:00</time>'),
        ("en", "Europe/London", '<time datetime="2026-11-21T01:00+00:00">Sat 21 November 2026, 01:00 GMT</time>'),
        ("en", "Asia/Dubai", '<time datetime="2026-11-21T05:00+04:00">Sat 21 November 2026, 05:00 UTC+04</time>'),
    ],
)
def test_local_datetime_names_a_foreign_zone(language, zone, expected):
    with translation.override(language):
        assert drawn("{{ value|local_datetime:zone }}", value=MOMENT, zone=zone) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (LATE, '<time datetime="2026-11-22">2026年11月22日(日)</time>'),
        (date(2026, 1, 5), '<time datetime="2026-01-05">2026年1月5日(月)</time>'),
        (None, ""),
    ],
)
def test_local_date_is_the_day_in_japan(value, expected):
    with translation.override("ja"):
        assert drawn("{{ value|local_date }}", value=value) == expected


def test_local_time_is_the_hour_alone():
    assert drawn("{{ value|local_time }}", value=MOMENT) == '<time datetime="2026-11-21T10:00+09:00">10:00</time>'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (MOMENT, 'as of <time datetime="2026-11-21T10:00+09:00">21 November 2026, 10:00 JST</time>'),
        (
            datetime(2020, 10, 6, 15, 0, tzinfo=UTC),
            'as of <time datetime="2020-10-07T00:00+09:00">7 October 2020</time>',
        ),
        (date(2020, 3, 22), 'as of <time datetime="2020-03-22">22 March 2020</time>'),
        (None, ""),
    ],
)
def test_as_of_says_no_hour_that_nobody_noted(value, expected):
    with translation.override("en"):
        assert drawn("{{ value|as_of }}", value=value) == expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (timedelta(days=14, hours=15), "14 days left"),
        (timedelta(days=1), "1 day left"),
        (timedelta(hours=23, minutes=59), "23 hours left"),
        (timedelta(hours=1), "1 hour left"),
        (timedelta(minutes=59), "Less than an hour left"),
        (timedelta(0), "Closed"),
        (timedelta(days=-3), "Closed"),
    ],
)
def test_time_left_counts_days_then_hours_then_closes(left, expected):
    with translation.override("en"):
        assert tomoni.describe_time_left(MOMENT + left, MOMENT) == expected


def test_time_left_of_no_deadline_says_nothing():
    assert drawn("{{ value|time_left }}", value=None) == ""


@pytest.mark.parametrize(
    ("value", "expected"), [(2628, "2,628"), (0, "0"), (None, "unknown"), ("4.6k", "4.6k"), (-1200, "-1,200")]
)
def test_number_groups_thousands_and_never_shows_unknown_as_nought(value, expected):
    with translation.override("en"):
        assert drawn("{{ value|number }}", value=value) == expected


@pytest.mark.parametrize(
    ("language", "section", "expected"),
    [("ja", "projects", "/projects/"), ("en", "projects", "/en/projects/"), ("ja", "", "/"), ("en", "", "/en/")],
)
def test_section_url_follows_the_language(language, section, expected):
    with translation.override(language):
        assert drawn("{% section_url name %}", name=section) == expected


@pytest.mark.parametrize(
    ("path", "expected"), [("/en/projects/birdxplorer/", "True"), ("/projects/", "False"), ("/en/events/", "False")]
)
def test_in_section_knows_where_the_reader_is(path, expected):
    with translation.override("en"):
        request = RequestFactory().get(path)
        assert drawn("{% in_section 'projects' as here %}{{ here }}", request=request) == expected


def test_in_section_of_a_page_without_a_request_is_nowhere():
    assert drawn("{% in_section 'projects' as here %}{{ here }}") == "False"


def test_other_languages_lead_to_the_same_page():
    metadata = SimpleNamespace(alternates=(("ja", "https://x.example/events/"), ("en", "https://x.example/en/events/")))
    with translation.override("ja"):
        assert tomoni.other_languages({"metadata": metadata}) == [
            {"code": "en", "name": "English", "url": "/en/events/"}
        ]


def test_other_languages_lead_home_when_a_page_says_nothing_of_itself():
    with translation.override("en"):
        assert tomoni.other_languages({}) == [{"code": "ja", "name": "日本語", "url": "/"}]


@pytest.mark.parametrize(
    ("language", "today", "expected"),
    [
        ("ja", date(2026, 1, 1), ("", "11月", "21", "土", False)),
        ("en", date(2026, 11, 21), ("", "Nov", "21", "Sat", False)),
        ("ja", date(2027, 1, 1), ("2026年", "11月", "21", "土", True)),
        ("en", date(2027, 1, 1), ("2026", "Nov", "21", "Sat", True)),
    ],
)
def test_date_box_says_the_year_only_when_it_is_another(language, today, expected):
    with translation.override(language):
        parts = tomoni.date_box_parts(date(2026, 11, 21), today)
    assert tuple(parts[key] for key in ("year", "month", "day", "weekday", "past")) == expected


def test_icon_is_hidden_from_screen_readers():
    assert tomoni.icon("place") == (
        '<svg class="icon" width="20" height="20" aria-hidden="true"><use href="/static/img/icons.svg#place"/></svg>'
    )


def test_kind_label_names_what_it_knows_and_leaves_the_rest():
    with translation.override("en"):
        assert [tomoni.kind_label(kind) for kind in ("project", "outcome")] == ["Project", "outcome"]
