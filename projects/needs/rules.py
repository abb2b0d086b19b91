"""How long a need is shown, and when its owners are asked about it: nobody is sent to a dead request.

Days are dates in Japan. A need may be answered on the day on which it expires, and is hidden from the next one on."""

from datetime import date, timedelta
from enum import Enum

from django.utils import timezone

OVER = ("finished", "archived")
"""A project that has ended asks for nothing."""
KEPT_DAYS = 60
"""So long after somebody has confirmed it, at most."""
ASKED_BEFORE, REMINDED_BEFORE = timedelta(days=10), timedelta(days=3)
TOLD_FOR = timedelta(days=30)
"""Owners hear that a need was hidden within these days, or not at all: what is long gone is no news."""
MOST_OPEN = 30
LONGEST_TEXT = 2000


class Step(Enum):
    """What is to be said to the owners about a need."""

    ASK = "ask"
    REMIND = "remind"
    TELL = "tell"


def latest_expiry(confirmed_on: date) -> date:
    return confirmed_on + timedelta(days=KEPT_DAYS)


def latest_expiry_from_today() -> date:
    return latest_expiry(timezone.localdate())


def step_due(
    *, expires_on: date, asked_again_on: date | None, today: date, confirmed_on: date | None = None
) -> Step | None:
    """What is due on `today`, given when the owners were last written to in this period. Each step comes once; one
    that was missed is not made up for by two letters, and who has confirmed it within the days of a step is spared."""
    if today > expires_on:
        told = asked_again_on is not None and asked_again_on > expires_on
        return Step.TELL if not told and today - expires_on <= TOLD_FOR else None
    if asked_again_on is None and (confirmed_on is None or expires_on - confirmed_on > ASKED_BEFORE):
        return Step.ASK if expires_on - today <= ASKED_BEFORE else None
    reminded = expires_on - (asked_again_on or confirmed_on) <= REMINDED_BEFORE
    return Step.REMIND if not reminded and expires_on - today <= REMINDED_BEFORE else None


def open_needs(project, today):
    """The needs of `project` that have not expired on `today`. A project that has ended has none."""
    return [] if project.status in OVER else [need for need in project.details.needs if need.expires_on >= today]


def unconfirmed_needs(project, today):
    """Those that nobody has confirmed in time and nobody has closed; the last to expire first."""
    if project.status in OVER:
        return []
    found = [need for need in project.details.needs if need.expires_on < today]
    return sorted(found, key=lambda need: need.expires_on, reverse=True)
