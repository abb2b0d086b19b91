"""What is known of a brigade, row by row."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.cards import Fact
from pages.mail_addresses import in_references, mail_link
from pages.templatetags.tomoni import as_of, local_date

from .places import EACH_BY_NAME, places_of

MOST = 24
"""Lines of one fact; how many there are besides is said."""


def brigade_facts(facts):
    """Rows of a definition list. A reader expects region, state and website: unknown ones say so."""
    unknown = _("unknown")
    return [
        Fact(_("Name in Japanese"), facts.name_ja),
        Fact(_("Name in English"), facts.name_en),
        Fact(_("Regions"), _places(facts.regions.all()) or unknown),
        Fact(_("State"), _state(facts)),
        Fact(_("Founded"), local_date(facts.founded_on)),
        Fact(_("Strengths"), _(", ").join(_first(topic.name for topic in facts.strengths.all()))),
        Fact(_("Website"), _bare(facts.website) or unknown, facts.website),
        Fact("GitHub", facts.github_organization, _github(facts.github_organization)),
        Fact(_("Elsewhere"), _links((link.url, link.label) for link in facts.social_links.all())),
        Fact(_("Contact"), in_references(facts.contact_email), mail_link(facts.contact_email)),
        Fact(_("Contact form"), _bare(facts.contact_url), facts.contact_url),
        Fact(_("Registered as"), facts.registered_name if facts.registered_name != facts.name_ja else ""),
        Fact(_("Source"), facts.source),
    ]


def _places(regions):
    """In one line each, or in a single line where they are many."""
    places = places_of(regions)
    links = format_html_join(_(", "), '<a href="{}">{}</a>', ((place.address, place.label) for place in places))
    return links if len(places) > EACH_BY_NAME else _links((place.address, place.label) for place in places)


def _links(links):
    """Texts that lead somewhere, one a line; nothing when there are none."""
    links = list(links)
    lines = format_html_join("", '<p><a href="{}">{}</a></p>', links[:MOST])
    return format_html("{}<p>{}</p>", lines, _more(len(links) - MOST)) if len(links) > MOST else lines


def _first(texts):
    texts = list(texts)
    return texts if len(texts) <= MOST else [*texts[:MOST], _more(len(texts) - MOST)]


def _more(number):
    return ngettext("and %(number)s more", "and %(number)s more", number) % {"number": number}


def _state(facts):
    label = facts.get_state_display() if facts.state != "unknown" else _("unknown")
    return format_html("{} ({})", label, as_of(facts.stated_on)) if facts.stated_on else label


def _github(organization):
    return f"https://github.com/{organization}" if organization else ""


def _bare(url):
    """An address as people read it: without scheme and last slash."""
    return url.partition("://")[2].removesuffix("/")
