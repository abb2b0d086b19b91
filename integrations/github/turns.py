"""One request at a time for each credential, whichever process makes it: a turn is a mark on the credential's row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q

from .claims import take_over_from_the_dead
from .clock import Clock
from .models import Budget
from .transport import LONGEST_REQUEST

EVERYTHING = "*"  # the account that stands for all resources of a credential
LENGTH = timedelta(seconds=2 * LONGEST_REQUEST + 10)  # then a turn ends by itself; an App fetches its token first
_STEP = 0.1  # seconds between two looks whether the turn of another has ended
_LOOKS_UNTIL_THE_DEAD = 20


class Turn:
    """The right of `holder`, a run's token, to make the next request with this credential."""

    def __init__(self, credential: str, holder: str, clock: Clock) -> None:
        self.holder, self.clock = holder, clock
        self._credential = credential
        self._row = Budget.objects.filter(credential=credential, resource=EVERYTHING)

    def take(self, while_waiting: Callable[[], None]) -> None:
        """Return once nobody else is asking. What killed runs of this machine hold is freed, others' ends by itself."""
        if self._taken():
            return
        self._make_row()
        looks = 0
        while not (self._is_free() and self._taken()):
            if looks % _LOOKS_UNTIL_THE_DEAD == 0:
                take_over_from_the_dead(self.clock)
                while_waiting()
            looks += 1
            self.clock.sleep(_STEP)

    def prolong(self) -> None:
        """As if it had only just been taken."""
        self._row.filter(taken_by=self.holder).update(taken_until=self.clock.now() + LENGTH)

    def give_back(self) -> None:
        self._row.filter(taken_by=self.holder).update(taken_by="", taken_until=None)

    def _taken(self) -> bool:
        now = self.clock.now()
        return self._row.filter(self._free()).update(taken_by=self.holder, taken_until=now + LENGTH) > 0

    def _is_free(self) -> bool:
        """Looking costs a database less than trying to write."""
        return self._row.filter(self._free()).exists()

    def _free(self) -> Q:
        return Q(taken_until=None) | Q(taken_until__lt=self.clock.now()) | Q(taken_by=self.holder)

    def _make_row(self) -> None:
        row = Budget(credential=self._credential, resource=EVERYTHING, updated_at=self.clock.now())
        Budget.objects.bulk_create([row], ignore_conflicts=True)
