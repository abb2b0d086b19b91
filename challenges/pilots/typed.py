"""What people type about a pilot, in the form in which it is kept, and back."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import without_language
from projects.models import ProjectPage, is_web_address
from regions.naming import regions_named

MOST_PARTNERS, LONGEST_NAME, LONGEST_ADDRESS = 20, 200, 500


def partners_in(text: str) -> list[dict[str, str]]:
    """One a line: a name, and an address after a blank if there is one. ValidationError for one that is wrong."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_PARTNERS:
        raise ValidationError(_("At most %(most)d lines fit here.") % {"most": MOST_PARTNERS})
    return [_partner(line) for line in lines]


def _partner(line):
    name, _blank, last = line.rpartition(" ")
    url = last if is_web_address(last) else ""
    name = name if url else line
    if not name or len(name) > LONGEST_NAME or len(url) > LONGEST_ADDRESS:
        raise ValidationError(
            _("“%(line)s”: write a name of at most %(most)d letters, then a blank and the address.")
            % {"line": line[:80], "most": LONGEST_NAME}
        )
    return {"name": name, "url": url}


def partners_as_text(partners) -> str:
    return "\n".join(f"{each['name']} {each['url']}".strip() for each in partners)


def region_in(text: str):
    """None for nothing."""
    found = regions_named([text.strip()] if text.strip() else [])
    if len(found) > 1:
        raise ValidationError(_("Name one region."), code="too_many")
    return found[0] if found else None


def region_as_text(region) -> str:
    if region is None:
        return ""
    return region.full_name_ja if get_language() == "ja" else region.full_name


def _slug_in(text):
    try:
        path = unquote(urlsplit(text.strip()).path)
    except ValueError:  # brackets, as in an address of the network
        return ""
    return without_language(path).strip("/").removeprefix("projects/").partition("/")[0]


def project_in(text: str) -> ProjectPage:
    """The original of the public project at this address, or of this slug."""
    slug = _slug_in(text)
    found = ProjectPage.objects.filter(slug=slug).select_related("locale").first() if slug else None
    project = found.original if found else None
    if project is None or not ProjectPage.objects.for_visitors().filter(pk=project.pk).exists():
        raise ValidationError(_("There is no project at this address. Copy it from the project’s page."), code="none")
    return project
