"""What a line of the log looks like, for people and for programs."""

import json
import logging
import logging.config
from datetime import datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from hub.settings.log_lines import logging_to_the_console


@pytest.fixture
def line_of():
    """What one log call comes out as in the format of that name."""

    def line_of(line_format, message, *args, exc_info=None, **extra):
        config = logging_to_the_console(level="INFO", line_format=line_format)
        formatter = logging.config.DictConfigurator(config).configure_formatter(config["formatters"][line_format])
        logger = logging.getLogger("integrations.github.sync")
        record = logger.makeRecord(logger.name, logging.WARNING, __file__, 1, message, args, exc_info, extra=extra)
        return formatter.format(record)

    return line_of


def test_plain_line_reads_time_level_logger_message(line_of):
    assert line_of("line", "%s failed", "code-for-town/bus").endswith(
        " WARNING integrations.github.sync: code-for-town/bus failed"
    )


def test_json_line_is_one_object_with_the_extra_fields(line_of):
    line = line_of("json", "取得に失敗: %s", "code-for-town/bus", kind="overloaded", points=3)
    fields = json.loads(line)
    assert datetime.fromisoformat(fields.pop("time")).tzinfo is not None
    assert fields == {
        "level": "WARNING",
        "logger": "integrations.github.sync",
        "message": "取得に失敗: code-for-town/bus",
        "kind": "overloaded",
        "points": 3,
    }
    assert ("\n" in line, "取得" in line) == (False, True)


def test_json_line_keeps_a_traceback_on_the_same_line(line_of):
    try:
        int("broken")
    except ValueError as error:
        line = line_of("json", "stopped", exc_info=(type(error), error, error.__traceback__))
    assert "\n" not in line
    assert "ValueError: invalid literal" in json.loads(line)["exc_info"]


def test_json_line_leaves_the_request_out(line_of):
    line = line_of("json", "Not Found: /x", request=RequestFactory().get("/x?secret=1"), status_code=404)
    fields = json.loads(line)
    assert ("request" in fields, "secret" in line, fields["status_code"]) == (False, False, 404)


def test_unknown_format_says_what_would_be_right():
    with pytest.raises(ImproperlyConfigured, match=r"LOG_FORMAT is 'xml'\. Use line or json\."):
        logging_to_the_console(level="INFO", line_format="xml")
