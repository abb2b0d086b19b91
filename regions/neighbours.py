"""Which prefectures lie side by side, by the first two digits of their codes.

By land, also where only a ridge is shared; and across the water where people customarily go: the Seikan tunnel, the
Kanmon tunnels, the bridges to Shikoku, and the ferries that have no rival on land."""

from functools import cache

from .choices import prefectures

_BY_LAND = {
    "02": "03 05",
    "03": "04 05",
    "04": "05 06 07",
    "05": "06",
    "06": "07 15",
    "07": "08 09 10 15",
    "08": "09 11 12",
    "09": "10 11",
    "10": "11 15 20",
    "11": "12 13 19 20",
    "12": "13",
    "13": "14 19",
    "14": "19 22",
    "15": "16 20",
    "16": "17 20 21",
    "17": "18 21",
    "18": "21 25 26",
    "19": "20 22",
    "20": "21 22 23",
    "21": "23 24 25",
    "22": "23",
    "23": "24",
    "24": "25 26 29 30",
    "25": "26",
    "26": "27 28 29",
    "27": "28 29 30",
    "28": "31 33",
    "29": "30",
    "31": "32 33 34",
    "32": "34 35",
    "33": "34",
    "34": "35",
    "36": "37 38 39",
    "37": "38",
    "38": "39",
    "40": "41 43 44",
    "41": "42",
    "43": "44 45 46",
    "44": "45",
    "45": "46",
}
_OVER_WATER = {
    "01": "02",  # the Seikan tunnel
    "12": "14",  # the Aqua-Line
    "28": "36",  # the bridges over Awaji
    "33": "37",  # the Seto bridges
    "34": "38",  # the Shimanami bridges
    "35": "40",  # the Kanmon tunnels and bridge
    "38": "44",  # ferries over the Bungo channel
    "42": "43",  # ferries over the Ariake sea
    "46": "47",  # the islands between Kagoshima and Okinawa
}


def neighbours_of(code: str) -> tuple[str, ...]:
    """The codes of the prefectures beside this one, or beside that of this municipality; none of an unknown code."""
    beside = _all().get(code[:2], frozenset())
    return tuple(each.code for each in prefectures() if each.code[:2] in beside)


@cache
def _all():
    found = {each.code[:2]: set() for each in prefectures()}
    for table in (_BY_LAND, _OVER_WATER):
        for one, others in table.items():
            for other in others.split():
                found[one].add(other)
                found[other].add(one)
    return {one: frozenset(others) for one, others in found.items()}
