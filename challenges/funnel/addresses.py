"""Addresses of the page as it is with something changed. Each begins with "?" unless it leads elsewhere."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from pages.addresses import in_language

from .groupings import GROUPINGS, Group

ALSO_OF_THE_LIST = ("region", "topic", "round")
"""Filters that the list of challenges has, too, under the same names."""


def ways_to_compare(query: QueryDict, current: str):
    """(label, address, is the current one)."""
    for name, grouping in GROUPINGS.items():
        yield str(grouping.label), _with(query, by=name), name == current


def narrowed_to(query: QueryDict, name: str, group: Group) -> str:
    """The same with this group alone, compared in the next way; nothing for what has no name, and for a prefecture,
    which stands for all of its municipalities."""
    if group.key is None or (name == "region" and group.key[2:5] == "000"):
        return ""
    return _with(query, **{name: group.key, "by": GROUPINGS[name].then})


def at_page(query: QueryDict, number: int) -> str:
    there = query.copy()
    there["page"] = str(number)
    return f"?{there.urlencode()}"


def table_address(query: QueryDict) -> str:
    there = query.copy()
    there.pop("page", None)
    return f"{reverse('funnel_table')}?{there.urlencode()}" if there else reverse("funnel_table")


def in_the_list(form) -> str:
    """The list of the same challenges, where it can be narrowed in the same way."""
    chosen = {name: value for name, value in form.cleaned_data.items() if value and name != "by"}
    if chosen.keys() - set(ALSO_OF_THE_LIST):
        return ""
    query = QueryDict(mutable=True)
    query.update(chosen)
    address = in_language("/challenges/", get_language())
    return f"{address}?{query.urlencode()}" if chosen else address


def _with(query: QueryDict, **changes) -> str:
    there = query.copy()
    there.pop("page", None)
    for name, value in changes.items():
        there[name] = value
    return f"?{there.urlencode()}"
