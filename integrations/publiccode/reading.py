"""Reads publiccode.yml, the standard for describing public software (versions 0.2 to 0.5).

What is missing, of the wrong kind or unknown is remarked and left out; it never makes the rest unreadable."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .documents import document
from .records import Contact, Description, PublicCode, Remark

KNOWN_VERSIONS = ("0.2", "0.3", "0.4", "0.5")
LONGEST_LINE = 255
LONGEST_TEXT = 10_000
MOST_ENTRIES = 100
MOST_REMARKS = 50

KNOWN_KEYS = frozenset(
    """publiccodeYmlVersion publiccode-yaml-version name applicationSuite url landingURL isBasedOn softwareVersion
    releaseDate logo monochromeLogo platforms categories usedBy fundedBy roadmap developmentStatus softwareType
    intendedAudience description legal maintenance localisation dependsOn inputTypes outputTypes organisation
    IT it""".split()  # noqa: SIM905 - reads better than thirty quoted words
)
KNOWN_IN_DESCRIPTION = frozenset(
    """localisedName genericName shortDescription longDescription documentation apiDocumentation features screenshots
    videos awards""".split()  # noqa: SIM905
)


def read_publiccode(content: bytes | str) -> PublicCode:
    """Raises UnreadableError where there is nothing that can be read at all."""
    top = Part(document(content), "", [])
    top.report_unknown(KNOWN_KEYS)
    localisation, maintenance = top.part("localisation"), top.part("maintenance")
    return PublicCode(
        version=_version(top),
        name=top.line("name"),
        url=top.address("url"),
        landing_url=top.address("landingURL"),
        descriptions=_descriptions(top),
        licence=top.part("legal").line("license"),
        categories=top.lines("categories"),
        software_type=top.line("softwareType"),
        development_status=top.line("developmentStatus"),
        used_by=top.lines("usedBy"),
        contacts=_contacts(maintenance),
        available_languages=localisation.lines("availableLanguages"),
        remarks=tuple(top.remarks[:MOST_REMARKS]),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A mapping of the file and where it stands; all parts share one list of remarks."""

    values: dict[Any, Any]
    place: str
    remarks: list[Remark] = field(repr=False)

    def remark(self, key: str, message: str) -> None:
        self.remarks.append(Remark(f"{self.place}{key}"[:LONGEST_LINE], message))

    def report_unknown(self, known: frozenset[str]) -> None:
        for key in self.values:
            if str(key) not in known:
                self.remark(_short(str(key)), _("This key is not known; it was left out."))

    def part(self, key: str) -> Part:
        """The mapping below `key`, an empty one where there is none."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.remark(key, _("There should be further keys below it; it was left out."))
            value = {}
        return Part(value, f"{self.place}{key}.", self.remarks)

    def line(self, key: str) -> str:
        return " ".join(self.text(key, LONGEST_LINE).split())

    def text(self, key: str, most: int = LONGEST_TEXT) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.remark(key, _("It should be a text; it was left out."))
            return ""
        if len(value) > most:
            self.remark(key, _("It is longer than %(most)d characters; the rest was left out.") % {"most": most})
        return value[:most].strip()

    def address(self, key: str) -> str:
        value = self.line(key)
        if value and not value.lower().startswith(("https://", "http://")):
            self.remark(key, _("It should be an address that begins with https://; it was left out."))
            return ""
        return value

    def lines(self, key: str) -> tuple[str, ...]:
        """A list of short texts, each once."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.remark(key, _("It should be a list, one entry a line after “- ”; it was left out."))
            return ()
        if len(value) > MOST_ENTRIES:
            self.remark(key, _("It has more than %(most)d entries; the rest was left out.") % {"most": MOST_ENTRIES})
        texts = [" ".join(each.split())[:LONGEST_LINE] for each in value[:MOST_ENTRIES] if isinstance(each, str)]
        if len(texts) < len(value[:MOST_ENTRIES]):
            self.remark(key, _("Some entries are no texts; they were left out."))
        return tuple(dict.fromkeys(filter(None, texts)))


def _version(top: Part) -> str:
    key = "publiccodeYmlVersion" if "publiccodeYmlVersion" in top.values else "publiccode-yaml-version"
    version = top.line(key)
    if not version:
        top.remark("publiccodeYmlVersion", _("The file does not say its version; it was read as well as possible."))
    elif ".".join(version.split(".")[:2]) not in KNOWN_VERSIONS:
        top.remark(
            key,
            _("Version “%(version)s” is not known here; it was read as well as possible.")
            % {"version": _short(version)},
        )
    return version


def _descriptions(top: Part) -> dict[str, Description]:
    """By language; of two that begin alike ("en" and "en-GB") the first counts."""
    found: dict[str, Description] = {}
    below = top.part("description")
    for key in list(below.values)[:MOST_ENTRIES]:
        words = below.part(str(key)) if isinstance(key, str) else Part({}, "", [])
        words.report_unknown(KNOWN_IN_DESCRIPTION)
        found.setdefault(str(key).split("-")[0].split("_")[0].lower()[:10], _description(words))
    return found


def _description(words: Part) -> Description:
    return Description(
        name=words.line("localisedName"),
        short=" ".join(words.text("shortDescription").split()),
        long=words.text("longDescription"),
        features=words.lines("features"),
    )


def _contacts(maintenance: Part) -> tuple[Contact, ...]:
    entries = maintenance.values.get("contacts", [])
    if not isinstance(entries, list):
        maintenance.remark("contacts", _("It should be a list, one entry a line after “- ”; it was left out."))
        return ()
    people = [
        Part(each, f"{maintenance.place}contacts.", maintenance.remarks)
        for each in entries[:MOST_ENTRIES]
        if isinstance(each, dict)
    ]
    contacts = [Contact(person.line("name"), person.line("email")) for person in people]
    return tuple(contact for contact in contacts if contact.name)


def _short(text: str) -> str:
    """As it may stand in a message: on one line and short."""
    line = "".join(sign if sign.isprintable() else "�" for sign in text)
    return line if len(line) <= 60 else line[:59] + "…"
