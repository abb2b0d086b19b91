"""What can be followed: how each thing is called, where it is, and whether it is there at all.

Floors above register what is theirs: this floor knows topics and regions, and nothing of projects."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _

from pages.models import Topic
from regions.models import Region

from .models import LONGEST_TARGET, Follow

NOT_OF_A_SEARCH = {"page", "sort"}
"""What does not change what is found."""


class Target(NamedTuple):
    """`url` is a path without a language."""

    name: str
    url: str


Resolve = Callable[[list[str]], dict[str, Target]]
"""From targets to what they are, in the active language; what is not there is left out. One query."""

KINDS: dict[str, Resolve] = {}


def followable(kind):
    """Register how targets of this kind are found."""

    def register(function: Resolve) -> Resolve:
        KINDS[kind] = function
        return function

    return register


def resolved(follows):
    """(follow, its Target or None where it is gone) of each; one query a kind."""
    found = {kind: KINDS[kind]([each.target for each in follows if each.kind == kind]) for kind in KINDS}
    return [(follow, found.get(follow.kind, {}).get(follow.target)) for follow in follows]


def target_of(kind, target):
    """None where there is no such thing."""
    return KINDS[kind]([target]).get(target) if kind in KINDS else None


@followable(Follow.Kind.TOPIC)
def topics(slugs):
    found = Topic.objects.filter(slug__in=slugs)
    return {topic.slug: Target(topic.name, f"/projects/?{urlencode({'topic': topic.slug})}") for topic in found}


def followable_topics(follows):
    """Those that are not among them, as the reader calls them. One query."""
    followed = [each.target for each in follows if each.kind == Follow.Kind.TOPIC]
    return sorted(Topic.objects.exclude(slug__in=followed), key=lambda topic: topic.name.casefold())


@followable(Follow.Kind.REGION)
def regions(codes):
    found = Region.objects.filter(code__in=codes).select_related("parent")
    return {region.code: Target(region.full_name, f"/regions/{region.prefecture.slug}/") for region in found}


@followable(Follow.Kind.SEARCH)
def searches(queries):
    """A search is there if it asks for anything; its name is the person's."""
    return {
        query: Target(words_of(query), f"/search/?{query}")
        for query in queries
        if query and query == canonical(query) and len(query) <= LONGEST_TARGET
    }


def canonical(query):
    """The same for searches that find the same: sorted, without what is empty and without the page."""
    pairs = parse_qsl(query.removeprefix("?"))
    return urlencode(sorted({(name, value.strip()) for name, value in pairs if _narrows(name, value)}))


def words_of(query):
    """What was typed and chosen, for a search without a name."""
    values = [value for name, value in parse_qsl(query) if name == "q"]
    others = [value for name, value in parse_qsl(query) if name != "q"]
    return " ".join([*values, *([f"({', '.join(others)})"] if others else [])]) or _("Search")


def _narrows(name, value):
    return value.strip() and name not in NOT_OF_A_SEARCH
