"""What GitHub or a publiccode.yml say, as proposals for the fields of the form."""

import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import override

from integrations.github.models import Repository
from integrations.github.names import InvalidRepositoryName, parse_repository_name
from integrations.publiccode.records import PublicCode
from projects.models import ProjectPage, Technology, is_web_address

from .fields import is_filled
from .topic_words import topics_for

Status = ProjectPage.Status
STATUS_OF = {
    "concept": Status.IDEA,
    "development": Status.ACTIVE,
    "beta": Status.ACTIVE,
    "stable": Status.ACTIVE,
    "obsolete": Status.ARCHIVED,
}
MOST_TECHNOLOGIES = 6


def from_repository(repository: Repository) -> dict:
    """By the name of the field; what nobody knows is left out."""
    content, snapshot = getattr(repository, "content", None), repository.latest_snapshot
    found = {"title": _readable(repository.full_name.rpartition("/")[2]), "repositories": repository.full_name}
    if content:
        found["purpose"] = content.description
        found["website"] = content.homepage if is_web_address(content.homepage) else ""
        found["technologies"] = ", ".join(_technologies(content.languages))
    if snapshot:
        found["topics"] = topics_for(snapshot.topics or [])
        found["status"] = Status.ARCHIVED if snapshot.archived else Status.ACTIVE
    return {name: value for name, value in found.items() if is_filled(value)}


def _readable(name):
    return unicodedata.normalize("NFKC", name).replace("_", " ").replace("-", " ").strip()


def _technologies(names):
    known = {tool.name.casefold(): tool.name for tool in Technology.objects.all()}
    return [known[name.casefold()] for name in names if name.casefold() in known][:MOST_TECHNOLOGIES]


def from_publiccode(read: PublicCode) -> dict:
    """Japanese words where there are any, else those of the first language; English ones beside them."""
    english = read.descriptions.get("en")
    words = read.descriptions.get("ja") or english or next(iter(read.descriptions.values()), None)
    found = {
        "title": (words and words.name) or read.name,
        "purpose": words.short if words else "",
        "current_state": _state(words, read.used_by, "ja") if words else "",
        "how_to_join": _contacts(read.contacts),
        "status": STATUS_OF.get(read.development_status.lower(), ""),
        "website": read.landing_url,
        "topics": topics_for(read.categories),
        **_code(read.url),
    }
    if english and words is not english:
        found |= {"title_en": english.name or read.name, "purpose_en": english.short}
        found["current_state_en"] = _state(english, read.used_by, "en")
    return {name: value for name, value in found.items() if is_filled(value)}


def _state(words, used_by, language):
    with override(language):
        features = "\n".join(f"・{feature}" for feature in words.features)
        users = _("Used by: %(names)s") % {"names": "、".join(used_by)} if used_by else ""
    return "\n\n".join(part for part in (words.long, features, users) if part)


def _contacts(contacts):
    lines = [f"{contact.name} <{contact.email}>" if contact.email else contact.name for contact in contacts]
    return "\n".join(lines)


def _code(url):
    """A repository on GitHub, or a link to wherever the code is."""
    if not url:
        return {}
    try:
        return {"repositories": parse_repository_name(url)}
    except InvalidRepositoryName:
        return {"links": f"{_('Code')} {url}"} if is_web_address(url) else {}
