"""The arithmetic of drawings: where each bar and tile stands. The templates only write the SVG."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import groupby
from math import ceil, log10

from django import template
from django.utils.translation import gettext_lazy as _

from pages.cards import Figure, Share, Tile

register = template.Library()

SPARK_TILE, SPARK_STEP, SPARK_ROWS = 5, 6, 5
BAR_HEIGHT, BAR_TOP, BAR_LABELS = 160, 24, 6
MOSAIC_TILE, MOSAIC_STEP = 60, 64
SHADES_OF_SHARES = 7

AREAS = (
    (range(1, 8), _("Hokkaido and Tohoku")),
    (range(8, 15), _("Kanto")),
    (range(15, 24), _("Chubu")),
    (range(24, 31), _("Kinki")),
    (range(31, 36), _("Chugoku")),
    (range(36, 40), _("Shikoku")),
    (range(40, 48), _("Kyushu and Okinawa")),
)

# One tile is a shade (0 to 3, or `n` for the accent) and a drawing's letter; `..` is a gap yet to be filled.
SCENES = {
    "together": (
        "0m 1. 0s 1m 2. 0c",
        "1h 3p 1. 2w 1p 0.",
        "0. 2p 0h 3p 1b 2h",
        "2w 1. np 1p 3l 1.",
        "1p 0l 3h 1. 2p 0w",
    ),
    "missing": ("1h 2p 0w", "3p .. 1l", "0m 1p 2b"),
    "empty": ("1. 0. 2.", "0. .. 1.", "2. 1p 0."),
}
EMBLEM_SHADES = ("0312", "1203", "2130", "3021", "1320", "0213")
DRAWINGS = {
    "b": "speech",
    "c": "code",
    "h": "house",
    "l": "leaf",
    "m": "mountain",
    "p": "person",
    "s": "sun",
    "w": "wave",
}


@register.simple_tag
def spark_paths(values: Sequence[int | None]) -> dict:
    """Stacks of up to five tiles, newest last and set apart; a nought is a line, an unknown a dot."""
    peak = max((value for value in values if value), default=1)
    drawn: dict[str, list[str]] = {"past": [], "latest": [], "unknown": []}
    for position, value in enumerate(values):
        kind = "unknown" if value is None else "latest" if position == len(values) - 1 else "past"
        drawn[kind].extend(_spark_stack(position * SPARK_STEP, value, peak))
    paths = {kind: "".join(parts) for kind, parts in drawn.items()}
    return {**paths, "width": len(values) * SPARK_STEP, "height": SPARK_ROWS * SPARK_STEP}


def _spark_stack(left: int, value: int | None, peak: int) -> Iterable[str]:
    floor = SPARK_ROWS * SPARK_STEP
    if value is None:
        return [f"M{left + 1.5} {floor - 3}h2v2h-2z"]
    if value <= 0:
        return [f"M{left} {floor - 1}h{SPARK_TILE}v1h-{SPARK_TILE}z"]
    tiles = ceil(value / peak * SPARK_ROWS)
    return [f"M{left} {floor - SPARK_STEP * (row + 1)}h5v5h-5z" for row in range(tiles)]


def axis_top(peak: int) -> int:
    """The next round number at or above the peak: 1, 2 or 5 with noughts, so that the axis reads well."""
    if peak <= 1:
        return 1
    unit = 10 ** int(log10(peak))
    return next(unit * step for step in (1, 2, 5, 10) if unit * step >= peak)


@register.simple_tag
def bar_geometry(rows: Sequence[tuple[str, int | None]]) -> dict:
    """Bars in percent of the width, so that a narrow screen narrows the bars and not the letters."""
    top = axis_top(max((value for _label, value in rows if value), default=1))
    slot = 100 / max(len(rows), 1)
    every = ceil(len(rows) / BAR_LABELS) or 1
    bars = [
        {
            "label": label if position % every == 0 else "",
            "unknown": value is None,
            "x": f"{slot * position + slot * 0.15:.2f}%",
            "middle": f"{slot * position + slot / 2:.2f}%",
            "width": f"{slot * 0.7:.2f}%",
            "height": round((value or 0) / top * BAR_HEIGHT, 1),
            "y": round(BAR_TOP + BAR_HEIGHT - (value or 0) / top * BAR_HEIGHT, 1),
        }
        for position, (label, value) in enumerate(rows)
    ]
    lines = [{"value": top, "y": BAR_TOP}]
    if top % 2 == 0:
        lines.append({"value": top // 2, "y": BAR_TOP + BAR_HEIGHT // 2})
    return {
        "bars": bars,
        "path": _bars_path([value for _label, value in rows], top),
        "height": BAR_HEIGHT,
        "top": BAR_TOP,
        "lines": lines,
        "floor": BAR_TOP + BAR_HEIGHT,
        "label_y": BAR_TOP + BAR_HEIGHT + 20,
    }


def _bars_path(values: Sequence[int | None], top: int) -> str:
    """All bars as one path in a box of 100 by BAR_HEIGHT, for a year has many."""
    slot = 100 / max(len(values), 1)
    heights = [(place, round(value / top * BAR_HEIGHT, 1)) for place, value in enumerate(values) if value]
    return "".join(
        f"M{slot * place + slot * 0.15:.2f} {BAR_HEIGHT}v-{height:g}h{slot * 0.7:.2f}v{height:g}z"
        for place, height in heights
    )


@register.simple_tag
def share_geometry(shares: Sequence[Share]) -> list[dict]:
    """The parts of a bar side by side, in percent of its width."""
    whole = sum(share.amount for share in shares) or 1
    left, parts = 0, []
    for position, share in enumerate(shares):
        percent = share.amount * 100 / whole
        parts.append(
            {
                "label": share.label,
                "amount": share.amount,
                "x": f"{left * 100 / whole:.2f}%",
                "width": f"{percent:.2f}%",
                "percent": percent_text(percent),
                "shade": position % SHADES_OF_SHARES,
            }
        )
        left += share.amount
    return parts


def percent_text(percent: float) -> str:
    """Nothing that is there is 0 %, and nothing is all while something else is there."""
    if 0 < percent < 1:
        return "<1%"
    return f"{percent if percent == 100 else min(round(percent), 99):.0f}%"


@register.simple_tag
def work_columns(groups: Iterable) -> list[dict]:
    """Of figures in total and of recent ones: the oldest date and the state that all share, else an empty one."""
    rows = [row for group in groups for row in group.rows]
    return [_in_common([row.total for row in rows]), _in_common([row.recent for row in rows])]


def _in_common(figures: Sequence[Figure]) -> dict:
    dates = {figure.observed_at for figure in figures if figure.observed_at}
    states = {figure.shown_state for figure in figures}
    return {"observed_at": min(dates, default=None), "state": states.pop() if len(states) == 1 else ""}


@register.simple_tag
def tiles_by_area(tiles: Iterable[Tile]) -> list[tuple[str, list[Tile]]]:
    """The prefectures north to south in the seven areas that people know."""
    ordered = sorted(tiles, key=lambda tile: tile.code)
    return [(str(area), list(group)) for area, group in groupby(ordered, key=lambda tile: _area(tile.code))]


def _area(code: str) -> str:
    return next(name for codes, name in AREAS if int(code[:2]) in codes)


@register.simple_tag
def common_date(figures: Iterable[Figure]):
    """The one date that all dated figures share, or None: then each shows its own."""
    dates = {figure.observed_at for figure in figures if figure.observed_at}
    return dates.pop() if len(dates) == 1 else None


@register.simple_tag
def emblem_tiles(key: str) -> list[dict]:
    """Four tiles, always the same for the same key: two of them drawn, so that no two neighbours look alike."""
    chance = blake2b(key.encode(), digest_size=6).digest()
    drawn = {chance[0] % 4, (chance[0] + 1 + chance[1] % 3) % 4}
    letters = [letter for letter in DRAWINGS.values() if letter != "sun"]
    first, second = chance[2] % len(letters), chance[3] % len(letters)
    names = iter((letters[first], letters[second if second != first else second - 1]))
    shades = EMBLEM_SHADES[chance[4] % len(EMBLEM_SHADES)]
    return [
        {
            "x": position % 2 * MOSAIC_STEP,
            "y": position // 2 * MOSAIC_STEP,
            "shade": shades[position],
            "drawing": next(names) if position in drawn else "",
        }
        for position in range(4)
    ]


@register.simple_tag
def mosaic_tiles(scene: str) -> dict:
    """The tiles of a picture: place, shade and drawing."""
    rows = [line.split() for line in SCENES[scene]]
    tiles = [
        {
            "x": column * MOSAIC_STEP,
            "y": row * MOSAIC_STEP,
            "shade": tile[0],
            "drawing": DRAWINGS.get(tile[1], ""),
        }
        for row, line in enumerate(rows)
        for column, tile in enumerate(line)
    ]
    gap = MOSAIC_STEP - MOSAIC_TILE
    return {
        "tiles": [tile for tile in tiles if tile["shade"] != "."],
        "gaps": [tile for tile in tiles if tile["shade"] == "."],
        "width": len(rows[0]) * MOSAIC_STEP - gap,
        "height": len(rows) * MOSAIC_STEP - gap,
    }
