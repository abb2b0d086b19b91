"""What a log line looks like: plain for people, or one JSON object a line for programs that collect them."""

from django.core.exceptions import ImproperlyConfigured
from pythonjsonlogger.core import RESERVED_ATTRS

FORMATTERS = {
    "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    "json": {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "fmt": ["levelname", "name", "message"],
        "timestamp": "time",
        "rename_fields": {"levelname": "level", "name": "logger"},
        "json_ensure_ascii": False,
        "reserved_attrs": [*RESERVED_ATTRS, "request"],  # Django hands it along: no plain value, and not for a log
    },
}


def logging_to_the_console(*, level: str, line_format: str) -> dict:
    """The LOGGING setting. `extra={...}` of a log call becomes fields of the JSON object."""
    if line_format not in FORMATTERS:
        raise ImproperlyConfigured(f"LOG_FORMAT is {line_format!r}. Use line or json.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {line_format: dict(FORMATTERS[line_format])},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": line_format}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {"github": {"level": "WARNING"}},  # it tells of every redirect that it follows
    }
