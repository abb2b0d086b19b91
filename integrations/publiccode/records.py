"""What a publiccode.yml says, as plain values, and what there was to remark about it."""

from __future__ import annotations

from dataclasses import dataclass, field


class UnreadableError(ValueError):
    """The file as a whole cannot be read; the message tells the person why and what to do."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was left out. `key` is where it stands in the file, as in `description.ja.features`."""

    key: str
    message: str


@dataclass(frozen=True, slots=True)
class Description:
    """The words of one language."""

    name: str = ""
    short: str = ""
    long: str = ""
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class PublicCode:
    """Empty is what the file does not say. `descriptions` are keyed by the first part of their language ("ja")."""

    version: str = ""
    name: str = ""
    url: str = ""
    landing_url: str = ""
    descriptions: dict[str, Description] = field(default_factory=dict)
    licence: str = ""
    categories: tuple[str, ...] = ()
    software_type: str = ""
    development_status: str = ""
    used_by: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    available_languages: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
