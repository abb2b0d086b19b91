"""How the dates of a round are told."""

from datetime import datetime

from pages.templatetags.tomoni import last_moment, local_date, local_datetime


def told(milestone):
    """The time, too, where it is a moment; of what ends with a day, the day."""
    if not isinstance(milestone.at, datetime):
        return local_date(milestone.at)
    return local_datetime(milestone.at) if milestone.name == "opens_at" else last_moment(milestone.at)
