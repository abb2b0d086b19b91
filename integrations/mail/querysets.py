"""How letters are read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from .models import Letter  # noqa: F401  it reads these


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> LetterQuerySet:
        return self.filter(sent_at=None, given_up_at=None)

    def given_up(self) -> LetterQuerySet:
        return self.exclude(given_up_at=None)

    def due(self, now: datetime) -> LetterQuerySet:
        """Those to be sent now, the one that waits longest first."""
        return self.waiting().filter(due_at__lte=now).order_by("due_at", "pk")

    def ended_before(self, moment: datetime) -> LetterQuerySet:
        """Sent or given up so long ago, and still with their words."""
        return self.filter(Q(sent_at__lt=moment) | Q(given_up_at__lt=moment), erased_at=None)

    def to_address(self, address: str) -> LetterQuerySet:
        return self.filter(to__iexact=address)
