"""OpenID Connect with an organization's server: where it is, and whether its answer is what was asked for.

Everything that is wrong with an answer is an OAuth2Error: the person reads that the server did not confirm them."""

import hmac

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache
from django.urls import reverse

KEPT_FOR = 3600
NONCE = "openid_nonce"
ADDRESSES = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


def callback_address(organization: str) -> str:
    return reverse("openid_connect_callback", kwargs={"provider_id": organization})


class OpenIDAddresses(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self):
        """What the server says of itself, asked for once an hour."""
        key = f"openid:{self.get_provider().server_url}"
        found = cache.get(key)
        if found is None:
            found = _described(self._asked())
            cache.set(key, found, KEPT_FOR)
        return found

    def _asked(self):
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.get_provider().server_url)
        answer.raise_for_status()
        return answer.json()

    def complete_login(self, request, app, token, **kwargs):
        claims = self._proved(app, kwargs["response"].get("id_token"))
        _check_nonce(request.session.pop(NONCE, ""), claims.get("nonce"))
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            claims = {**self._more_about(claims.get("sub"), token.token), **claims}
        return self.get_provider().sociallogin_from_response(request, claims)

    def _proved(self, app, id_token):
        """The claims of a token that the server has signed for this site, and that is still good."""
        try:
            return jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise OAuth2Error("The token of the organization's server cannot be read.") from error

    def _more_about(self, subject, access_token):
        try:
            told = self._fetch_user_info(access_token)
        except ValueError as error:
            raise OAuth2Error("What the organization's server tells of the person cannot be read.") from error
        if not isinstance(told, dict) or not subject or told.get("sub") != subject:
            raise OAuth2Error("The organization's server tells of somebody else.")
        return told


def _described(answer):
    if not isinstance(answer, dict) or not all(isinstance(answer.get(each), str) for each in ADDRESSES):
        raise OAuth2Error("The organization's server does not say where to sign in.")
    return answer


def _check_nonce(asked, answered):
    if not asked or not isinstance(answered, str) or not hmac.compare_digest(asked.encode(), answered.encode()):
        raise OAuth2Error("The answer of the organization's server was made for another question.")
