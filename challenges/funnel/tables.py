"""The tables behind the pictures, and the same for programs, as CSV."""

import csv
from collections.abc import Iterator
from dataclasses import fields
from io import StringIO

from django.utils.translation import gettext as _

from .counts import Counts, Part
from .groupings import Group

FIELDS = [field.name for field in fields(Counts)]
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_of_steps(counts: Counts) -> list[tuple[str, int | None, str]]:
    """Label, number, and of how many it is known."""
    solved, decided = counts.solved.known, counts.procured.known
    everything = counts.challenges
    return [
        (_("Challenges"), everything, ""),
        (_("closed by now"), counts.closed, ""),
        (_("Pilots"), counts.begun, _of(counts.pilots_known, everything)),
        (_("Outcomes told"), counts.told, ""),
        (_("Solved"), counts.solved_yes if solved else None, _of(solved, counts.told)),
        (_("solved in part"), counts.solved_partly if solved else None, _of(solved, counts.told)),
        (_("not solved"), counts.solved_no if solved else None, _of(solved, counts.told)),
        (_("Procured"), counts.adopted_procured if decided else None, _of(decided, counts.told)),
        (_("adopted free of charge"), counts.adopted_free if decided else None, _of(decided, counts.told)),
        (_("not adopted"), counts.adopted_not if decided else None, _of(decided, counts.told)),
        (_("Proposals"), counts.proposals, _of(counts.proposals_known, counts.closed)),
    ]


def known_of(part: Part) -> str:
    """What a share is made of."""
    return _of(*part) if part.known else ""


def _of(part, whole):
    return _("%(part)s of %(whole)s") % {"part": f"{part:,}", "whole": f"{whole:,}"}


def as_csv(groups: list[Group], grouping: str, now) -> bytes:
    """A line for each group, with names that every program understands. What is unknown is empty. A mark at the
    beginning tells spreadsheets that it is UTF-8."""
    out = StringIO()
    csv.writer(out).writerows(_lines(groups, grouping, now))
    return out.getvalue().encode("utf-8-sig")


def _lines(groups, grouping, now) -> Iterator[list]:
    yield [grouping, "name", *FIELDS, "share_solved", "share_procured", "as_of"]
    for group in groups:
        counts = group.counts
        yield [
            group.key,
            _as_text(group.title),
            *_numbers(counts),
            *(_share(part) for part in (counts.solved, counts.procured)),
            now.isoformat(timespec="seconds"),
        ]


def _numbers(counts):
    """Answers of outcomes that nobody has given are unknown, and so are pilots of which nothing is known."""
    unknown = {"pilots": counts.begun is None}
    for field in FIELDS:
        if field.startswith("solved_"):
            unknown[field] = not counts.solved.known
        if field.startswith("adopted_"):
            unknown[field] = not counts.procured.known
    return [None if unknown.get(field) else getattr(counts, field) for field in FIELDS]


def _share(part):
    return f"{part.number / part.known:.4f}" if part.known else None


def _as_text(title):
    """Spreadsheets run what begins like a formula."""
    return f"'{title}" if title.startswith(STARTS_A_FORMULA) else title
