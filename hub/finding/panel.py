"""The filters of the search page as plain values: what is offered, how many each would find, what is on."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from accounts.abilities import Effort
from pages.cards import Chip
from pages.finding.memory import Memory
from regions.choices import prefectures

from .asked import Asked
from .facets import FACETS, KINDS, is_known, label_of, name_of
from .looking import Look

MOST_OFFERED = 24
OFFERED_WHOLE = {"region"}
"""In the order of the codes the first ones would be those of the north."""
SHOWN_AT_ONCE = 3


class Option(NamedTuple):
    value: str
    label: str
    count: int
    chosen: bool


class Group(NamedTuple):
    """A facet with what it offers; `is_open` where something is chosen, or it is among the first."""

    name: str
    label: str
    options: list[Option]
    is_open: bool


class Tab(NamedTuple):
    label: str
    count: int
    url: str
    current: bool


def tabs_of(look: Look) -> list[Tab]:
    """All that fits, and each kind that has some."""
    asked, counts = look.asked, look.finder.counts("kind")
    everything = look.finder.count_without("kind")
    tabs = [Tab("", everything, asked.without("kind").url(), not asked.kinds)]
    for kind, label in KINDS.items():
        current = kind in asked.kinds
        if current or (counts.get(kind) and (asked.words.text or kind not in {"region", "page"})):
            tabs.append(Tab(str(label), counts.get(kind, 0), asked.with_choice("kind", [kind]).url(), current))
    return tabs


def groups_of(look: Look) -> list[Group]:
    groups = (_group(look, facet) for facet in FACETS)
    return [
        group._replace(is_open=place < SHOWN_AT_ONCE or any(option.chosen for option in group.options))
        for place, group in enumerate(group for group in groups if group.options)
    ]


def _group(look, facet):
    chosen = look.asked.choices.get(facet, ())
    among = dict.fromkeys([*(each.code for each in prefectures()), *chosen]) if facet == "region" else None
    counts = look.finder.counts(facet, among)
    values = [value for value in dict.fromkeys([*counts, *chosen]) if is_known(look.memory, facet, value)]
    options = [
        Option(value, label_of(look.memory, facet, value), counts.get(value, 0), value in chosen) for value in values
    ]
    ordered = _in_order(facet, options)
    return Group(facet, name_of(facet), ordered if facet in OFFERED_WHOLE else _few(ordered), is_open=False)


def _in_order(facet, options):
    if facet == "activity":
        return sorted(options, key=lambda option: (not option.value.isdigit(), option.value.zfill(9)))
    if facet == "region":
        return sorted(options, key=lambda option: option.value)
    if facet == "effort":
        return sorted(options, key=lambda option: Effort.values.index(option.value))
    return sorted(options, key=lambda option: (-option.count, option.label.casefold()))


def _few(options):
    """The first ones, and whatever is chosen."""
    return [option for place, option in enumerate(options) if place < MOST_OFFERED or option.chosen]


def chips_of(asked: Asked, memory: Memory) -> list[Chip]:
    """One for each value that is chosen."""
    chips = [
        Chip(f"{name_of(facet)}: {label_of(memory, facet, value)}", asked.without(facet, value).url())
        for facet, values in asked.choices.items()
        if facet != "kind"
        for value in values
    ]
    return [*chips, *_other_chips(asked)]


def _other_chips(asked):
    if asked.near:
        yield Chip(_("with the neighbouring prefectures"), asked.changed(near=False).url())
    if asked.with_archived:
        yield Chip(_("archived projects too"), asked.changed(with_archived=False).url())


def number_on(asked: Asked) -> int:
    """How many filters are on."""
    return sum(len(values) for facet, values in asked.choices.items() if facet != "kind") + asked.near
