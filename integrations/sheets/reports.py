"""What became of the rows of a table, for the person who brought it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .cells import shortened

CREATED, UPDATED, UNCHANGED, REFUSED, PASSED_OVER = "created", "updated", "unchanged", "refused", "passed over"


@dataclass(frozen=True)
class Remark:
    """Something to tell about a row; `column` is empty where it is about the row as a whole."""

    place: str
    name: str
    column: str
    text: str


@dataclass
class Report:
    """Counts per result, the refused rows, and remarks about rows that came in."""

    file: str
    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    previews: list[str] = field(default_factory=list)

    def refuse(self, place: str, name: str, reason: str) -> None:
        self.counts[REFUSED] += 1
        self.refused.append(Remark(place, shortened(name), "", reason))

    def remark(self, place: str, name: str, column: str, text: str) -> None:
        self.remarks.append(Remark(place, shortened(name), column, text))

    @property
    def exit_code(self) -> int:
        """1 where rows were refused, as the contract of the commands has it."""
        return 1 if self.refused else 0
