"""The numbers of the funnel: of all challenges or of a part of them. What nobody knows is None, never 0."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from pages.templatetags.drawing import percent_text


class Part(NamedTuple):
    """So many of those of which it is known. Without any, the share is unknown."""

    number: int
    known: int

    @property
    def percent(self) -> float | None:
        return self.number * 100 / self.known if self.known else None

    @property
    def text(self) -> str | None:
        return None if self.percent is None else percent_text(self.percent)


@dataclass(frozen=True)
class Counts:
    """Challenges, and how many of them went how far.

    `proposals` is of those `proposals_known` that have closed and whose number is known; `pilots` of those
    `pilots_known` of which it is known whether there was one. `told` is how many outcomes are published; what they
    answer are the numbers after it."""

    challenges: int
    closed: int
    proposals: int | None
    proposals_known: int
    pilots: int
    pilots_known: int
    told: int
    solved_yes: int
    solved_partly: int
    solved_no: int
    adopted_procured: int
    adopted_free: int
    adopted_not: int

    @classmethod
    def of(cls, row) -> "Counts":
        """`row` may hold other things, too."""
        return cls(**{field.name: row[field.name] for field in fields(cls)})

    @classmethod
    def sum(cls, parts: Iterable["Counts"]) -> "Counts":
        """Of parts that have nothing in common; without any, nothing is there, and nothing known of proposals."""
        parts = list(parts)
        numbers = {field.name: sum(getattr(part, field.name) or 0 for part in parts) for field in fields(cls)}
        counts = cls(**numbers)
        return counts if counts.proposals_known else replace(counts, proposals=None)

    @property
    def begun(self) -> int | None:
        """How many pilots, None where that is known of no challenge."""
        return self.pilots if self.pilots_known else None

    @property
    def solved(self) -> Part:
        return Part(self.solved_yes, self.solved_yes + self.solved_partly + self.solved_no)

    @property
    def procured(self) -> Part:
        return Part(self.adopted_procured, self.adopted_procured + self.adopted_free + self.adopted_not)
