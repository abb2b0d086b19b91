"""Accounts elsewhere that prove who somebody is, by django-allauth: on GitHub, and at organizations (OpenID Connect).

allauth finds this module by its name; what is done with such an account stands in `signin/adapters.py`.
"""

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.github.provider import GitHubProvider
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings

from integrations.github.names import web_address

from .signin.openid import OpenIDAddresses, callback_address

BIGGEST_ID = 2**63 - 1
SEES_ADDRESSES = {"user", "user:email"}
"""Rights at GitHub with which the e-mail addresses of a person can be read."""
NO_MAILBOX = "users.noreply."
"""How the domains begin at which GitHub takes no mail."""


def is_configured():
    return bool(settings.GITHUB_OAUTH_CLIENT_ID and settings.GITHUB_OAUTH_CLIENT_SECRET)


class GitHubAddresses(GitHubOAuth2Adapter):
    """The GitHub that the figures come from, which may be an Enterprise Server."""

    @property
    def authorize_url(self):
        return f"{web_address()}/login/oauth/authorize"

    @property
    def access_token_url(self):
        return f"{web_address()}/login/oauth/access_token"

    @property
    def profile_url(self):
        return f"{settings.GITHUB_API_URL.rstrip('/')}/user"

    @property
    def emails_url(self):
        return f"{self.profile_url}/emails"

    def complete_login(self, request, app, token, **kwargs):
        """Who only connects an account was asked for no address, and none is read."""
        self.granted = set(kwargs["response"].get("scope", "").replace(",", " ").split())
        return super().complete_login(request, app, token, **kwargs)

    def get_emails(self, headers):
        return super().get_emails(headers) if self.granted & SEES_ADDRESSES else None


class GitHub(GitHubProvider):
    """Of what GitHub tells the number and the handle are kept, and of who signs up the address."""

    oauth2_adapter_class = GitHubAddresses

    def extract_uid(self, data):
        number = data.get("id") if isinstance(data, dict) else None
        if not isinstance(number, int) or not 0 < number <= BIGGEST_ID:
            raise ProviderException("GitHub's answer names no account.")
        return str(number)

    def extract_extra_data(self, data):
        return {"login": str(data.get("login", ""))[:100]}

    def extract_common_fields(self, data):
        return {}

    def extract_email_addresses(self, data):
        """Those that GitHub has confirmed and that can be written to, the main one first."""
        told = sorted(_confirmed(data.get("emails", [])), key=lambda each: not each.get("primary"))
        return [EmailAddress(email=each["email"].lower(), verified=True, primary=not n) for n, each in enumerate(told)]


def _confirmed(emails):
    if not isinstance(emails, list) or not all(isinstance(each, dict) for each in emails):
        raise ProviderException("GitHub's answer about addresses cannot be read.")
    return [each for each in emails if each.get("verified") is True and _is_a_mailbox(each.get("email"))]


def _is_a_mailbox(address):
    name, _at, domain = address.partition("@") if isinstance(address, str) else ("", "", "")
    return bool(name and domain) and not domain.startswith(NO_MAILBOX)


class OpenID(OpenIDConnectProvider):
    """Of what an organization's server tells its name for the person is kept, and of who signs up the address."""

    oauth2_adapter_class = OpenIDAddresses

    def get_callback_url(self):
        return callback_address(self.app.provider_id)

    def extract_uid(self, data):
        subject = data.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= 191:
            raise ProviderException("The organization's answer names no account.")
        return subject

    def extract_extra_data(self, data):
        return {"name": str(data.get("name") or "")[:100]}

    def extract_common_fields(self, data):
        return {}

    def extract_email_addresses(self, data):
        email = data.get("email")
        confirmed = data.get("email_verified") is True and _is_a_mailbox(email)
        return [EmailAddress(email=email.lower(), verified=True, primary=True)] if confirmed else []


provider_classes = [GitHub, OpenID]
