"""What is written about a project, in the reader's language where somebody has translated it.

Lists end after `MOST`, with how many there are besides: a page stays light whatever editors put in."""

import re
from collections import defaultdict
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from pages.cards import Person
from regions.places import places_of

from .models import Need
from .models.web import is_web_address
from .needs.rules import open_needs, unconfirmed_needs

MOST = 12
IN_FULL, MOST_NEEDS, LATE_SHOWN = 5, 30, 3
BETWEEN_NAMES = re.compile(r"[\n,、，;；]")


class Text(NamedTuple):
    name: str
    heading: str
    text: str


class Tags(NamedTuple):
    """Links into the list of projects, as (label, address), and how many there are besides."""

    heading: str
    links: list[tuple[str, str]]
    more: int


def texts_of(page):
    """The texts of the Social Hack Day sheet that somebody has written, in its order; the purpose leads the page."""
    texts = (
        Text("current_state", _("Current state"), page.current_state),
        Text("aim", _("What it aims for"), page.aim),
        Text("next_steps", _("Next steps"), page.next_steps),
        Text("how_to_join", _("How to join"), page.how_to_join),
    )
    return [each for each in texts if each.text.strip()]


def team_of(page, facts):
    return page.team_name or facts.team_name


def people_of(page, facts):
    """The lead first; the members are names with commas or line breaks between them."""
    lead, members = page.lead or facts.lead, page.members or facts.members
    names = [name.strip() for name in BETWEEN_NAMES.split(members) if name.strip()]
    people = [Person(name, role=_("member")) for name in names if name != lead]
    return [Person(lead, role=_("project lead")), *people] if lead else people


def links_of(page, facts):
    """Those that lead to a page of the web: whatever else got into the rows is never made a link."""
    links = page.details.links or facts.details.links
    return [link for link in links if is_web_address(link.url)]


def tags_of(facts, list_url):
    """Where it is at work, what it is about and what it is made with."""
    details = facts.details
    tags = (
        (_("Regions"), "region", [(place.label, place.code) for place in places_of(details.regions)]),
        (_("Topics"), "topic", [(topic.name, topic.slug) for topic in details.topics]),
        (_("Technologies"), "technology", [(tool.name, tool.slug) for tool in details.technologies]),
    )
    return [
        Tags(heading, [(label, f"{list_url}?{urlencode({name: value})}") for label, value in found[:MOST]], over(found))
        for heading, name, found in tags
        if found
    ]


def over(found):
    """How many are not shown."""
    return max(len(found) - MOST, 0)


class Needs(NamedTuple):
    """What a project asks for: `by_role` in full as (role, its needs), in the order in which roles come first; the
    `others` in a line each. Of those that nobody has confirmed, only since when."""

    by_role: list[tuple[str, list[Need]]]
    others: list[Need]
    unconfirmed: list[Need]
    more_unconfirmed: int


def needs_of(facts, today):
    now, late = open_needs(facts, today), unconfirmed_needs(facts, today)
    found = defaultdict(list)
    for need in now[:IN_FULL]:
        found[need.get_role_display()].append(need)
    return Needs([*found.items()], now[IN_FULL:MOST_NEEDS], late[:LATE_SHOWN], max(len(late) - LATE_SHOWN, 0))
