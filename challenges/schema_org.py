"""A municipality as schema.org's GovernmentOrganization; a challenge as its Demand."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import address
from pages.metadata import absolute, description_text

from .outcomes.querysets import link_rows_of, told_of
from .outcomes.schema_org import work
from .writing.fields import KINDS_WITH_AMOUNT, BudgetKind


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
        "eligibleTransactionVolume": _price(facts),
        "additionalProperty": [_property(*each) for each in _properties(page, facts) if each[2] not in (None, "")],
    }
    return {key: value for key, value in data.items() if value}


def _outcome(page, facts):
    outcome = told_of(facts)
    if outcome is None:
        return {}
    licences = [row["licence"] for row in link_rows_of(facts) or []]
    result, _language = outcome.words("result")
    return work(page.title, address(page, get_language()), result, licences, outcome.observed_on)


def _price(facts):
    """What the municipality pays, where it has said so."""
    if facts.budget_yen is None or facts.budget_kind not in KINDS_WITH_AMOUNT:
        return {}
    bound = "maxPrice" if facts.budget_kind == BudgetKind.UP_TO else "price"
    return {"@type": "PriceSpecification", "priceCurrency": "JPY", bound: facts.budget_yen}


def _properties(page, facts):
    """(id, name, value) of what schema.org has no word for."""
    return (
        ("affected_number", page.affected_counted or _("How many suffer it"), facts.affected_number),
        ("goal_measure", _("How the goal is measured"), description_text(page.goal_measure)),
        ("is_open_source", _("The result will be open source"), facts.is_open_source),
    )


def _property(key, name, value):
    return {"@type": "PropertyValue", "propertyID": key, "name": str(name), "value": value}
