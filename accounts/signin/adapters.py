"""Where the rules of this house differ from django-allauth's."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.names import name_from_elsewhere
from accounts.provider import GitHub, is_configured
from pages.addresses import in_language

from .client_address import client_address
from .keeping_secrets import locked, unlocked

WORDS = {
    "account_inactive": gettext_lazy("This account is closed."),
    "duplicate_email": gettext_lazy("This is your address already."),
    "email_password_mismatch": gettext_lazy("The e-mail address or the password is not right."),
    "email_taken": gettext_lazy("Somebody already uses this e-mail address."),
    "enter_current_password": gettext_lazy("This is not your password until now."),
    "incorrect_code": gettext_lazy("This code is not right. Look at the latest mail or at your app again."),
    "incorrect_password": gettext_lazy("The password is not right."),
    "invalid_password_reset": gettext_lazy("This link was used already, or it is too old."),
    "rate_limited": gettext_lazy("That was a little fast. Wait a moment, then try again."),
    "too_many_login_attempts": gettext_lazy("Too many attempts that failed. Try again in five minutes."),
    "unverified_email": gettext_lazy("Confirm your e-mail address first."),
}


def shown_name_of(user) -> str:
    return user.profile.shown_name


def home() -> str:
    return in_language("/", get_language())


class Accounts(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **WORDS}

    def get_client_ip(self, request):
        return client_address(request)

    def get_login_redirect_url(self, request):
        return home()

    get_signup_redirect_url = get_logout_redirect_url = get_login_redirect_url

    def get_password_change_redirect_url(self, request):
        return reverse("account_index")

    def get_email_verification_redirect_url(self, email_address):
        return reverse("account_index")

    def send_mail(self, template_prefix, email, context):
        """In the reader's language: of an account the one that was chosen, of anybody else the one of the page."""
        user = context.get("user") or _owner_of(email)
        language = user.profile.mail_language if user and user.pk else get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def get_reauthentication_methods(self, user):
        names = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With a code of your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        return [{**each, "description": names[each["id"]]} for each in super().get_reauthentication_methods(user)]


class OtherAccounts(DefaultSocialAccountAdapter):
    """Accounts elsewhere: on GitHub, and at organizations whose servers speak OpenID Connect."""

    error_messages = {**DefaultSocialAccountAdapter.error_messages, "email_taken": WORDS["email_taken"]}

    def list_apps(self, request, provider=None, client_id=None):
        """From the settings alone. `provider` is the kind, or the id of one organization."""
        apps = [*_github_app(provider), *_organizations()]
        return [app for app in apps if provider in {None, app.provider, app.provider_id}]

    def can_authenticate_by_email(self, login, email):
        """GitHub confirms addresses itself. A server of an organization may say anything, unless it is trusted."""
        return login.account.provider == GitHub.id or bool(login.provider.app.settings.get("trust_email"))

    def authenticate_by_email(self, sociallogin):
        """The account here whose address was confirmed here and there; not while an account is being connected."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            return None
        for email in _confirmed(sociallogin):
            owner = _owner_of(email)
            if owner and self.can_authenticate_by_email(sociallogin, email):
                return owner, email
        return None

    def pre_social_login(self, request, sociallogin):
        """A second account for an address that is used here would be a mistake: they sign in first, then connect."""
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        if any(_is_used_here(email) for email in _confirmed(sociallogin)):
            request.session["connects"] = sociallogin.provider.name
            raise ImmediateHttpResponse(redirect("account_connect_first"))

    def populate_user(self, request, sociallogin, data):
        """Nothing but the address; the name is the profile's."""
        user = sociallogin.user
        user.email = next(iter(_confirmed(sociallogin)), "")
        return user

    def save_user(self, request, sociallogin, form=None):
        sociallogin.email_addresses = sociallogin.email_addresses[:1]
        user = super().save_user(request, sociallogin, form)
        user.profile.name = _name_there(sociallogin)
        user.profile.save(update_fields=["name"])
        return user

    def get_signup_form_initial_data(self, sociallogin):
        return {"email": "", "name": _name_there(sociallogin)}

    def get_connect_redirect_url(self, request, socialaccount):
        return reverse("account_github" if socialaccount.provider == GitHub.id else "account_signing_in")


def _github_app(asked_for):
    """Also where the site is no longer set up for GitHub, for accounts that are still connected."""
    if is_configured() or asked_for == GitHub.id:
        yield SocialApp(
            provider=GitHub.id,
            name="GitHub",
            client_id=settings.GITHUB_OAUTH_CLIENT_ID,
            secret=settings.GITHUB_OAUTH_CLIENT_SECRET,
        )


def _organizations():
    for each in settings.OIDC_PROVIDERS:
        yield SocialApp(
            provider="openid_connect",
            provider_id=each["id"],
            name=each["name"],
            client_id=each["client_id"],
            secret=each["secret"],
            settings={"server_url": each["server_url"], "trust_email": each.get("trust_email", False)},
        )


def _name_there(sociallogin):
    kept = sociallogin.account.extra_data
    return name_from_elsewhere(kept.get("name"), kept.get("login"))


def _confirmed(sociallogin):
    return [address.email for address in sociallogin.email_addresses if address.verified]


def _owner_of(email):
    """Who has confirmed the address."""
    found = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user__profile").first()
    return found.user if found else None


def _is_used_here(email):
    from accounts.models import User

    return (
        User.objects.filter(email__iexact=email).exists()
        or EmailAddress.objects.filter(email__iexact=email, verified=True).exists()
    )


class SecondFactors(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WORDS["incorrect_code"],
        "unverified_email": WORDS["unverified_email"],
        "cannot_generate_recovery_codes": gettext_lazy("Set up an authenticator app or a passkey first."),
    }

    def encrypt(self, text):
        return locked(text)

    def decrypt(self, encrypted_text):
        return unlocked(encrypted_text)

    def _get_site_name(self):
        return "Tomoni"

    def build_totp_svg(self, url):
        """As a part of the page: no picture may come from a data: address."""
        return super().build_totp_svg(url).partition("?>")[2].strip()

    def generate_authenticator_name(self, user, type):  # noqa: A002  its name there
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey") if not count else _("Passkey %(number)s") % {"number": count + 1}
