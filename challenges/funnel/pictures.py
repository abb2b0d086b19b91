"""The arithmetic of the two pictures. Templates only write the SVG: lengths are percent of its width, so that a narrow
screen shortens the bars and not the letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from pages.templatetags.tomoni import number

from .counts import Counts
from .groupings import Group

STEP_HEIGHT, STEP_BAR = 54, 18
HEAD_HEIGHT, ROW_HEIGHT, ROW_BAR = 28, 66, 8
COLUMN, FILLED = 20, 17
"""Five columns side by side, in percent, and how much of one its longest bar fills."""
LONGEST_NAME = 28


@dataclass(frozen=True)
class Step:
    """One bar of the funnel: `part` of it is paler, `note` says what. A `value` of None is unknown."""

    label: str
    value: int | None
    whole: int
    place: int
    part: int = 0
    note: str = ""

    @property
    def text_y(self):
        return self.place * STEP_HEIGHT + 18

    @property
    def bar_y(self):
        return self.place * STEP_HEIGHT + 27

    @property
    def width(self):
        return _percent(self.value, self.whole)

    @property
    def part_width(self):
        return _percent(self.part, self.whole)


class Steps(NamedTuple):
    rows: list[Step]
    height: int
    bar: int = STEP_BAR


def steps_of(counts: Counts) -> Steps:
    """From the challenges to those that were solved and procured, all in one unit: challenges."""
    solved, procured = counts.solved, counts.procured
    partly, free = counts.solved_partly, counts.adopted_free
    bars = [
        (_("Challenges"), counts.challenges, 0, ""),
        (_("Pilots"), counts.begun, 0, ""),
        (_("Outcomes told"), counts.told, 0, ""),
        (_("Solved"), solved.number if solved.known else None, partly, _("and %(number)s in part")),
        (_("Procured"), procured.number if procured.known else None, free, _("and %(number)s adopted free of charge")),
    ]
    rows = [
        Step(label, value, counts.challenges, place, part, note % {"number": number(part)} if part else "")
        for place, (label, value, part, note) in enumerate(bars)
    ]
    return Steps(rows, len(rows) * STEP_HEIGHT)


class Cell(NamedTuple):
    x: str
    text: str
    is_unknown: bool


class Row(NamedTuple):
    title: str
    cells: list[Cell]
    title_y: int
    text_y: int
    bar_y: int


@dataclass(frozen=True)
class Comparison:
    """Rows of five figures, each over its bar; `numbers` and `shares` are the bars as paths in a box 100 wide."""

    headings: list[tuple[str, str]]
    rows: list[Row]
    numbers: str
    shares: str
    height: int
    bar: int = ROW_BAR
    filled: str = f"{FILLED}%"


def comparison_of(groups: Sequence[Group], *, among: Sequence[Group]) -> Comparison:
    """`among` are all of which these are a part: the longest bars are theirs."""
    all_values = [_values(group.counts) for group in among]
    longest = [max((row[column] or 0 for row in all_values), default=0) for column in range(3)]
    lengths = [_lengths(_values(group.counts), [*longest, 100, 100]) for group in groups]
    titles = (_("Challenges"), _("Proposals"), _("Pilots"), _("Solved"), _("Procured"))
    return Comparison(
        headings=[(f"{column * COLUMN}%", title) for column, title in enumerate(titles)],
        rows=[_row(place, group) for place, group in enumerate(groups)],
        numbers=_path(lengths, range(3)),
        shares=_path(lengths, range(3, 5)),
        height=HEAD_HEIGHT + len(groups) * ROW_HEIGHT,
    )


def _values(counts):
    return (counts.challenges, counts.proposals, counts.begun, counts.solved.percent, counts.procured.percent)


def _lengths(values, longest):
    return [value and value / most * FILLED for value, most in zip(values, longest, strict=True)]


def _row(place, group):
    top, counts = HEAD_HEIGHT + place * ROW_HEIGHT, group.counts
    texts = (counts.challenges, counts.proposals, counts.begun, counts.solved.text, counts.procured.text)
    cells = [Cell(f"{column * COLUMN}%", number(text), text is None) for column, text in enumerate(texts)]
    return Row(_short(group.title), cells, top + 16, top + 37, top + 44)


def _path(lengths, columns):
    """The bars of these columns, in one path; nothing for nought and for what is unknown."""
    return "".join(
        f"M{column * COLUMN} {HEAD_HEIGHT + place * ROW_HEIGHT + 44}h{length:.4g}v{ROW_BAR}h-{length:.4g}z"
        for place, row in enumerate(lengths)
        for column in columns
        if (length := row[column])
    )


def _percent(value, whole):
    return f"{(value or 0) * 100 / (whole or 1):.4g}%"


def _short(title):
    return title if len(title) <= LONGEST_NAME else f"{title[: LONGEST_NAME - 1]}…"
