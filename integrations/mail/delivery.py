"""Sending what waits. A letter is claimed by a row, sent outside of any transaction, and marked as sent.

The claim is the letter's next attempt moved ahead: it ends by itself should this process die. Then that one letter is
sent again, under the same Message-ID; nothing else is in doubt."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.utils import timezone

from .carriers import Carrier, FailedError, RefusedError, UnreachableError
from .models import Letter
from .packing import Envelope, unpacked
from .querysets import LetterQuerySet
from .retries import MOST_ATTEMPTS, wait_after

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=15)
"""Longer than a mail server may take for one letter: EMAIL_TIMEOUT for each of its answers."""

Now = Callable[[], datetime]


@dataclass(slots=True)
class Delivered:
    """What came of a round."""

    sent: int = 0
    later: int = 0
    given_up: int = 0
    unreachable: str = ""

    def __str__(self) -> str:
        said = f"{self.sent} sent, {self.later} to be tried again, {self.given_up} given up"
        return f"{said}; the mail server cannot be reached: {self.unreachable}" if self.unreachable else said

    @property
    def all_went_well(self) -> bool:
        return not (self.later or self.given_up or self.unreachable)


def deliver_due(*, now: Now = timezone.now) -> Delivered:
    """Send everything that is due. Any number of processes may do so at once.

    It ends where the mail server cannot be reached: what waits is not to blame, and stays due for the next round."""
    outcome = Delivered()
    with closing(Carrier()) as carrier:
        while not outcome.unreachable and (letter := claim(now())):
            if letter.attempts > MOST_ATTEMPTS:
                _give_up(letter, "Sending it was begun again and again, and never came to an end.", now(), outcome)
            else:
                _deliver(letter, carrier, now, outcome)
    return outcome


def claim(now: datetime) -> Letter | None:
    """The letter that waits longest, for this process alone, or None. Its row says when this claim ends."""
    while letter := Letter.objects.due(now).first():
        until = now + CLAIM
        mine = Letter.objects.waiting().filter(pk=letter.pk, due_at=letter.due_at)
        if mine.update(due_at=until, attempts=F("attempts") + 1):
            letter.due_at = until
            letter.attempts += 1
            return letter
    return None


def mail_of(letter: Letter) -> Envelope:
    """The same in every attempt, sign for sign."""
    headers = {"Message-ID": letter.message_id, "Date": format_datetime(timezone.localtime(letter.posted_at))}
    return unpacked(letter.message, to=letter.to, headers=headers)


def _deliver(letter: Letter, carrier: Carrier, now: Now, outcome: Delivered) -> None:
    try:
        carrier.carry(mail_of(letter))
    except UnreachableError as error:
        _hold(letter, str(error), now(), outcome)
    except FailedError as error:
        _try_again(letter, str(error), now(), outcome)
    except RefusedError as error:
        _give_up(letter, str(error), now(), outcome)
    except Exception as error:  # of a carrier or a row that is broken in a way of its own: no other letter is to blame
        logger.exception("Letter %s could not be sent", letter.pk)
        carrier.close()
        _try_again(letter, f"{type(error).__name__}: {error}", now(), outcome)
    else:
        _note_that_it_is_sent(letter, now)
        outcome.sent += 1


def _note_that_it_is_sent(letter: Letter, now: Now) -> None:
    """The database is asked again while the claim holds, should it be busy or away: else the letter went out twice."""
    last = time.monotonic() + CLAIM.total_seconds() / 2
    while True:
        try:
            Letter.objects.filter(pk=letter.pk).update(sent_at=now(), given_up_at=None, last_error="")
        except (OperationalError, InterfaceError) as error:
            if time.monotonic() > last:
                raise
            logger.warning("Letter %s is sent, and the database cannot be told so yet: %s", letter.pk, error)
            connection.close_if_unusable_or_obsolete()
            time.sleep(1)
        else:
            return


def _hold(letter: Letter, error: str, now: datetime, outcome: Delivered) -> None:
    """Its turn comes after those that wait as well; the attempt does not count."""
    _mine(letter).update(due_at=now + timedelta(seconds=1), attempts=letter.attempts - 1, last_error=error)
    outcome.unreachable = error
    logger.warning("The mail server cannot be reached: %s", error)


def _try_again(letter: Letter, error: str, now: datetime, outcome: Delivered) -> None:
    wait = wait_after(letter.attempts)
    if wait is None:
        _give_up(letter, error, now, outcome)
        return
    _mine(letter).update(due_at=now + wait, last_error=error)
    outcome.later += 1
    logger.warning("Letter %s was not taken and is tried again in %s: %s", letter.pk, wait, error)


def _give_up(letter: Letter, error: str, now: datetime, outcome: Delivered) -> None:
    _mine(letter).update(given_up_at=now, last_error=error)
    outcome.given_up += 1
    logger.error("Letter %s is given up: %s", letter.pk, error)


def _mine(letter: Letter) -> LetterQuerySet:
    """The row, unless the claim ended and another process has it now."""
    return Letter.objects.waiting().filter(pk=letter.pk, due_at=letter.due_at)
