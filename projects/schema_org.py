"""A project as schema.org's SoftwareSourceCode."""

from django.utils.translation import get_language

from pages.addresses import address
from pages.metadata import absolute, description_text

MOST = 12


def project(page):
    facts = page.original
    repositories = [repository.url for repository in facts.repositories if not repository.is_gone][:MOST]
    data = {
        "@type": "SoftwareSourceCode",
        "name": page.title,
        "description": description_text(page.summary()),
        "url": absolute(address(page, get_language())),
        "codeRepository": repositories[0] if len(repositories) == 1 else repositories,
        "programmingLanguage": [technology.name for technology in facts.details.technologies[:MOST]],
        "keywords": [topic.name for topic in facts.details.topics[:MOST]],
        "creativeWorkStatus": facts.status and facts.get_status_display(),
        "sameAs": [link for link in [facts.website] if link],
    }
    return {key: value for key, value in data.items() if value}
