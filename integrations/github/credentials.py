"""As whom GitHub is asked, by the settings: each credential has budgets of its own and is a stream of its own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from .errors import NotConfiguredError


@dataclass(frozen=True, slots=True)
class Token:
    token: str

    @property
    def identity(self) -> str:
        return self.token


@dataclass(frozen=True, slots=True)
class AppInstallation:
    app_id: str
    private_key: str
    installation: int

    @property
    def identity(self) -> str:
        return f"{self.app_id} {self.installation}"


@dataclass(frozen=True, slots=True)
class Stranger:
    """Nobody GitHub knows: REST only, 60 requests an hour for all who share the address."""

    @property
    def identity(self) -> str:
        return "stranger"


Credential = Token | AppInstallation | Stranger


def api_url() -> str:
    """Where GitHub's REST API is, without a slash at its end. Raises NotConfiguredError."""
    url = settings.GITHUB_API_URL.strip().rstrip("/")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise NotConfiguredError(
            f"GITHUB_API_URL is {url!r}, which is no web address. Leave it unset for github.com, or set it to "
            "https://your-server/api/v3 for GitHub Enterprise Server."
        )
    return url


def credentials() -> list[Credential]:
    """Every credential of the settings. Raises NotConfiguredError with the remedy when one is half given or no such."""
    if token := settings.GITHUB_TOKEN.strip():
        return [_token(token)]
    return [_app_installation()]


def _token(text: str) -> Token:
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise NotConfiguredError("GITHUB_TOKEN holds signs that no token has. Copy it again, and nothing else.")
    return Token(text)


def _app_installation() -> AppInstallation:
    app = {
        "GITHUB_APP_ID": settings.GITHUB_APP_ID,
        "GITHUB_APP_PRIVATE_KEY": settings.GITHUB_APP_PRIVATE_KEY,
        "GITHUB_APP_INSTALLATION_ID": settings.GITHUB_APP_INSTALLATION_ID,
    }
    missing = [name for name, value in app.items() if not value]
    if len(missing) == len(app):
        raise NotConfiguredError(
            "GITHUB_TOKEN is not set. Make a token at https://github.com/settings/tokens (it needs no permission at "
            "all), put it into the environment or .env as GITHUB_TOKEN, and run this again. Working without a token "
            "is still to come."
        )
    if missing:
        raise NotConfiguredError(f"{', '.join(missing)} not set, but the rest of the GitHub App is. Set all three.")
    installation = app["GITHUB_APP_INSTALLATION_ID"].strip()
    if not installation.isdigit():
        raise NotConfiguredError(f"GITHUB_APP_INSTALLATION_ID is {installation!r}, which is no number.")
    private_key = app["GITHUB_APP_PRIVATE_KEY"].replace("\\n", "\n")
    return AppInstallation(app["GITHUB_APP_ID"].strip(), private_key, int(installation))
