"""What is written about a project, in the reader's language where somebody has translated it."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from pages.cards import Person

from .models.web import is_web_address

BETWEEN_NAMES = re.compile(r"[\n,、，;；]")


class Text(NamedTuple):
    name: str
    heading: str
    text: str


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
