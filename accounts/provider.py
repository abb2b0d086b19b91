"""Connecting one's GitHub account, by django-allauth: proof of who one is there, and no way to sign in.

allauth finds this module by its name, and the adapter by the setting SOCIALACCOUNT_ADAPTER.
"""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.github.provider import GitHubProvider
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from django.conf import settings
from django.urls import reverse

from integrations.github.names import web_address

BIGGEST_ID = 2**63 - 1


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


class GitHub(GitHubProvider):
    """Of what GitHub tells only the number and the handle are kept."""

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


class ConnectOnly(DefaultSocialAccountAdapter):
    """An account is connected to the one that is signed in; nobody signs in or up by it."""

    def get_app(self, request, provider, client_id=None):
        return SocialApp(
            provider=provider,
            name="GitHub",
            client_id=settings.GITHUB_OAUTH_CLIENT_ID,
            secret=settings.GITHUB_OAUTH_CLIENT_SECRET,
        )

    def list_providers(self, request):
        return []

    def is_open_for_signup(self, request, sociallogin):
        return False

    def get_connect_redirect_url(self, request, socialaccount):
        return reverse("account_github")


provider_classes = [GitHub]
