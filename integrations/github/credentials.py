"""As whom GitHub is asked, by the settings: each credential has budgets of its own and is a stream of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

from .errors import NotConfiguredError


@dataclass(frozen=True, slots=True)
class Token:
    token: str = field(repr=False)
    name: str = field(default="GITHUB_TOKEN", compare=False)

    @property
    def identity(self) -> str:
        return self.token


@dataclass(frozen=True, slots=True)
class AppInstallation:
    app_id: str
    private_key: str = field(repr=False)
    installation: int

    @property
    def identity(self) -> str:
        return f"{self.app_id} {self.installation}"

    @property
    def name(self) -> str:
        return f"installation {self.installation} of the GitHub App"


@dataclass(frozen=True, slots=True)
class Stranger:
    """Nobody GitHub knows: REST only, 60 requests an hour for all who share the address."""

    @property
    def identity(self) -> str:
        return "stranger"

    @property
    def name(self) -> str:
        return "GitHub without a token"


Credential = Token | AppInstallation | Stranger


def api_url() -> str:
    """Where GitHub's REST API is, without a slash at its end. Raises NotConfiguredError."""
    url = settings.GITHUB_API_URL.strip().rstrip("/")
    if not _is_web_address(url):
        raise NotConfiguredError(
            f"GITHUB_API_URL is {url!r}, which is no web address. Leave it unset for github.com, or set it to "
            "https://your-server/api/v3 for GitHub Enterprise Server."
        )
    return url


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port beyond 65535, a bracket that is never closed
        return False


def credentials() -> list[Credential]:
    """Every credential of the settings, each once; a stranger's where there is none.

    Raises NotConfiguredError with the remedy when one is half given or no such.
    """
    found: list[Credential] = [*_tokens(), *_app_installations()]
    return list(dict.fromkeys(found)) or [Stranger()]


def _tokens() -> list[Token]:
    texts = _parts(settings.GITHUB_TOKEN)
    for place, text in enumerate(texts, 1):
        if not (text.isascii() and text.isprintable()):
            raise NotConfiguredError(
                f"{_place(place, texts)} holds signs that no token has. Copy it again, and nothing else."
            )
    return [Token(text, _place(place, texts)) for place, text in enumerate(texts, 1)]


def _place(place: int, texts: list[str]) -> str:
    """What a token is called: never by itself."""
    return "GITHUB_TOKEN" if len(texts) == 1 else f"Token {place} of {len(texts)} in GITHUB_TOKEN"


def _app_installations() -> list[AppInstallation]:
    app = {
        "GITHUB_APP_ID": settings.GITHUB_APP_ID.strip(),
        "GITHUB_APP_PRIVATE_KEY": settings.GITHUB_APP_PRIVATE_KEY.strip(),
        "GITHUB_APP_INSTALLATION_ID": settings.GITHUB_APP_INSTALLATION_ID.strip(),
    }
    missing = [name for name, value in app.items() if not value]
    if len(missing) == len(app):
        return []
    if missing:
        raise NotConfiguredError(f"{', '.join(missing)} not set, but the rest of the GitHub App is. Set all three.")
    private_key = app["GITHUB_APP_PRIVATE_KEY"].replace("\\n", "\n")
    numbers = _parts(app["GITHUB_APP_INSTALLATION_ID"])
    return [AppInstallation(app["GITHUB_APP_ID"], private_key, _installation(number)) for number in numbers]


def _installation(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise NotConfiguredError(f"{text!r} in GITHUB_APP_INSTALLATION_ID is no number of an installation.")
    return int(text)


def _parts(text: str) -> list[str]:
    """Separated by commas, blanks or line ends."""
    return [part for part in re.split(r"[,\s]+", text) if part]
