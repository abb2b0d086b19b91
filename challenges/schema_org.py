"""A municipality as schema.org's GovernmentOrganization; a challenge as its Demand."""

from django.utils.translation import get_language

from pages.addresses import address
from pages.metadata import absolute, description_text

from .outcomes.querysets import link_rows_of, told_of
from .outcomes.schema_org import work


def municipality(page):
    facts = page.original
    data = {
        "@type": "GovernmentOrganization",
        "name": page.title,
        "url": absolute(address(page, get_language())),
        "sameAs": [facts.website] if facts.website else [],
        "areaServed": {"@type": "AdministrativeArea", "name": facts.region.full_name} if facts.region else {},
    }
    return {key: value for key, value in data.items() if value}


def challenge(page):
    facts = page.original
    data = {
        "@type": "Demand",
        "name": page.title,
        "description": description_text(page.summary()),
        "url": absolute(address(page, get_language())),
        "availabilityStarts": facts.opens_at.isoformat() if facts.opens_at else "",
        "availabilityEnds": facts.closes_at.isoformat() if facts.closes_at else "",
        "subjectOf": _outcome(page, facts),
    }
    return {key: value for key, value in data.items() if value}


def _outcome(page, facts):
    outcome = told_of(facts)
    if outcome is None:
        return {}
    licences = [row["licence"] for row in link_rows_of(facts) or []]
    result, _language = outcome.words("result")
    return work(page.title, address(page, get_language()), result, licences, outcome.observed_on)
