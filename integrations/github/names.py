"""Reads the repository a person means from whatever they paste."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Sources: GitHub's sign-up rules (39 letters, digits and hyphens), the underscore of managed users, and the
# characters it lets a repository's name have.
_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_LOCATION = re.compile(r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_SCP = re.compile(r"git@(?P<host>[^:/\s]+):(?P<path>.*)", re.IGNORECASE | re.DOTALL)
_SCHEMES = {"http", "https", "ssh", "git", "git+ssh", "git+https"}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_LONGEST_INPUT = 2000
_SHOWN = 80

# First parts of github.com's own addresses: no one's account.
RESERVED_OWNERS = frozenset(
    """about account apps blog codespaces collections contact customer-stories dashboard enterprise events explore
    features gist gists github-copilot issues join login logout marketplace mobile new notifications organizations
    orgs pricing pulls readme repos search security sessions settings signup site sponsors stars team teams topics
    trending users watching""".split()  # noqa: SIM905 - reads better than forty quoted words
)


class InvalidRepositoryName(ValidationError):  # noqa: N818 - named for what is wrong
    """The text names no repository; the message tells the person what to type instead."""

    def __str__(self) -> str:
        return " ".join(self.messages)


def web_address() -> str:
    """Scheme and host under which people read repositories, derived from where the API is."""
    api = urlsplit(settings.GITHUB_API_URL)
    host = (api.hostname or "github.com").removeprefix("api.")
    is_local = api.scheme == "http" and api.port
    return f"{api.scheme}://{host}:{api.port}" if is_local else f"https://{host}"


def parse_repository_name(text: str) -> str:
    """Return `owner/name` for a name, a web address or a clone address.

    Raises InvalidRepositoryName with a translated message for everything else.
    """
    if len(text) > _LONGEST_INPUT:
        raise InvalidRepositoryName(_("That is far too long for the name of a repository."))
    cleaned = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip()
    if not cleaned:
        raise InvalidRepositoryName(_("Type the name of a repository: owner/name."))
    path = _path_on_github(cleaned)
    parts = [part for part in re.split(r"[?#]", path, maxsplit=1)[0].split("/") if part]
    if len(parts) < 2:
        raise InvalidRepositoryName(
            _("“%(text)s” does not name a repository. Type owner/name, for example codeforjapan/decidim-cfj.")
            % {"text": _shown(cleaned)}
        )
    return f"{_owner(parts[0])}/{_name(parts[1])}"


def _path_on_github(text: str) -> str:
    """What follows the host; the text itself when there is no host."""
    if match := _SCP.fullmatch(text):
        return _of_host(match["host"], match["path"], text)
    if match := _LOCATION.fullmatch(text):
        if match["scheme"].lower() not in _SCHEMES:
            raise _elsewhere(text)
        authority, _slash, path = match["rest"].partition("/")
        return _of_host(authority.rpartition("@")[2], path, text)
    first, slash, rest = text.lstrip("/").partition("/")
    if ":" in first or ("." in first and slash):
        return _of_host(first, rest, text)
    return text


def _of_host(authority: str, path: str, text: str) -> str:
    if not _is_ours(authority):
        raise _elsewhere(text)
    return path


def _is_ours(authority: str) -> bool:
    host = authority.partition(":")[0].lower().rstrip(".").removeprefix("www.")
    return host in {"github.com", (urlsplit(web_address()).hostname or "").removeprefix("www.")}


def _elsewhere(text: str) -> InvalidRepositoryName:
    return InvalidRepositoryName(
        _("“%(text)s” is not on %(site)s. Only repositories there can be followed: type owner/name.")
        % {"text": _shown(text), "site": urlsplit(web_address()).hostname}
    )


def _owner(part: str) -> str:
    if part.lower() in RESERVED_OWNERS:
        raise InvalidRepositoryName(
            _("“%(part)s/…” is one of GitHub's own pages, not a repository. Type owner/name.") % {"part": part}
        )
    if not _OWNER.fullmatch(part):
        raise InvalidRepositoryName(
            _("“%(part)s” cannot be an owner on GitHub: only letters, digits and hyphens, at most 39.")
            % {"part": _shown(part)}
        )
    return part


def _name(part: str) -> str:
    name = part[:-4] if part.lower().endswith(".git") else part
    if name in {"", ".", ".."} or not _NAME.fullmatch(name):
        raise InvalidRepositoryName(
            _("“%(part)s” cannot be a repository's name: only letters, digits, “.”, “-” and “_”, at most 100.")
            % {"part": _shown(part)}
        )
    return name


def _shown(text: str) -> str:
    """The text as it may stand in a message: on one line and short."""
    line = "".join(sign if sign.isprintable() else "�" for sign in text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
