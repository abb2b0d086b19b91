"""Where bars and tiles stand."""

import pytest
from django.utils import translation

from pages.cards import Figure, Share, Tile
from pages.templatetags import drawing


def test_spark_stacks_tiles_and_tells_nought_from_unknown():
    assert drawing.spark_paths((0, None, 1, 2)) == {
        "past": "M0 29h5v1h-5z" + "".join(f"M12 {y}h5v5h-5z" for y in (24, 18, 12)),
        "unknown": "M7.5 27h2v2h-2z",
        "latest": "".join(f"M18 {y}h5v5h-5z" for y in (24, 18, 12, 6, 0)),
        "width": 24,
        "height": 30,
    }


def test_spark_of_nothing_but_noughts_is_a_flat_line():
    assert drawing.spark_paths((0, 0))["past"] == "M0 29h5v1h-5z"


@pytest.mark.parametrize(
    ("peak", "top"), [(0, 1), (1, 1), (2, 2), (3, 5), (5, 5), (6, 10), (41, 50), (100, 100), (2628, 5000)]
)
def test_axis_ends_on_a_round_number_at_or_above_the_peak(peak, top):
    assert drawing.axis_top(peak) == top


def test_bar_geometry_is_in_percent_and_leaves_unknown_bars_empty():
    chart = drawing.bar_geometry([("4月", 10), ("5月", None)])
    assert chart["lines"] == [{"value": 10, "y": 24}, {"value": 5, "y": 104}]
    assert chart["bars"] == [
        {
            "label": "4月",
            "unknown": False,
            "x": "7.50%",
            "middle": "25.00%",
            "width": "35.00%",
            "height": 160.0,
            "y": 24.0,
        },
        {
            "label": "5月",
            "unknown": True,
            "x": "57.50%",
            "middle": "75.00%",
            "width": "35.00%",
            "height": 0.0,
            "y": 184.0,
        },
    ]


def test_bar_geometry_labels_at_most_six_bars():
    bars = drawing.bar_geometry([(str(month), 1) for month in range(1, 13)])["bars"]
    assert [bar["label"] for bar in bars if bar["label"]] == ["1", "3", "5", "7", "9", "11"]


def test_bar_geometry_of_nothing_draws_nothing():
    assert drawing.bar_geometry([])["bars"] == []
    assert drawing.bar_geometry([])["path"] == ""


def test_bars_are_one_path_without_what_is_unknown_or_nought():
    path = drawing.bar_geometry([("4月", 10), ("5月", None), ("6月", 0), ("7月", 5)])["path"]
    assert path == "M3.75 160v-160h17.50v160zM78.75 160v-80h17.50v80z"


def test_share_geometry_puts_the_parts_side_by_side():
    parts = drawing.share_geometry([Share("Python", 750), Share("CSS", 249), Share("C", 1)])
    assert [(part["x"], part["width"], part["percent"]) for part in parts] == [
        ("0.00%", "75.00%", "75%"),
        ("75.00%", "24.90%", "25%"),
        ("99.90%", "0.10%", "<1%"),
    ]


def test_share_geometry_calls_only_the_whole_all():
    assert [part["percent"] for part in drawing.share_geometry([Share("Python", 999), Share("C", 1)])] == ["99%", "<1%"]
    assert [part["percent"] for part in drawing.share_geometry([Share("Python", 9)])] == ["100%"]
    assert drawing.share_geometry([]) == []


def test_tiles_stand_in_their_area_from_north_to_south():
    tiles = [
        Tile(code, name, "#", 1, 1, 0) for code, name in [("470007", "沖縄"), ("130001", "東京"), ("010006", "北海道")]
    ]
    with translation.override("en"):
        areas = drawing.tiles_by_area(tiles)
    assert [(area, [tile.name for tile in found]) for area, found in areas] == [
        ("Hokkaido and Tohoku", ["北海道"]),
        ("Kanto", ["東京"]),
        ("Kyushu and Okinawa", ["沖縄"]),
    ]


@pytest.mark.parametrize(("dates", "expected"), [((5, 5, None), 5), ((5, 6), None), ((None,), None), ((), None)])
def test_common_date_is_the_one_that_all_dated_figures_share(dates, expected):
    assert drawing.common_date([Figure("a", 1, observed_at) for observed_at in dates]) == expected


def test_mosaic_leaves_a_gap_for_the_tile_that_is_missing():
    mosaic = drawing.mosaic_tiles("missing")
    assert (mosaic["width"], mosaic["height"], len(mosaic["tiles"])) == (188, 188, 8)
    assert [(gap["x"], gap["y"]) for gap in mosaic["gaps"]] == [(64, 64)]


def test_emblem_is_the_same_for_the_same_word_and_seldom_for_another():
    drawn = {key: str(drawing.emblem_tiles(key)) for key in map(str, range(200))}
    assert all(drawn[key] == str(drawing.emblem_tiles(key)) for key in drawn)
    assert len(set(drawn.values())) > 150


@pytest.mark.parametrize("key", ["", "dim", "消火栓", "x" * 200])
def test_emblem_has_four_tiles_of_all_shades_and_two_drawings(key):
    tiles = drawing.emblem_tiles(key)
    assert sorted(tile["shade"] for tile in tiles) == ["0", "1", "2", "3"]
    assert [tile["x"] for tile in tiles] == [0, 64, 0, 64]
    drawings = [tile["drawing"] for tile in tiles if tile["drawing"]]
    assert len(set(drawings)) == 2
