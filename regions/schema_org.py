"""A brigade as schema.org's Organization."""

from django.utils.translation import get_language

from pages.addresses import address
from pages.metadata import absolute, description_text

from .places import places_of


def brigade(page):
    facts = page.original
    links = [facts.website, *(link.url for link in facts.social_links.all())]
    if facts.github_organization:
        links.append(f"https://github.com/{facts.github_organization}")
    data = {
        "@type": "Organization",
        "name": page.title,
        "alternateName": [name for name in (facts.name_ja, facts.name_en) if name and name != page.title],
        "description": description_text(page.summary()),
        "url": absolute(address(page, get_language())),
        "sameAs": [link for link in links if link],
        "areaServed": [{"@type": "AdministrativeArea", "name": place.name} for place in places_of(facts.regions.all())],
        "foundingDate": facts.founded_on.isoformat() if facts.founded_on else "",
    }
    return {key: value for key, value in data.items() if value}
