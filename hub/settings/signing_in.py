"""How people sign in: django-allauth's settings, and the organizations whose servers vouch for their people."""

import json

from django.core.exceptions import ImproperlyConfigured

from .environment import env

NEEDED = {"id", "name", "server_url", "client_id", "secret"}
CHOICES = ("trust_email", "second_factor")
KNOWN = NEEDED | {*CHOICES}
EXAMPLE = '[{"id": "city", "name": "City of Example", "server_url": "https://id.city.example", …}]'


def organizations(text: str) -> list[dict]:
    """The value of OIDC_PROVIDERS, checked: what is wrong with it is said when the site starts."""
    try:
        found = json.loads(text or "[]")
    except ValueError as error:
        raise _wrong(f"it is no JSON ({error}). Write it as in {EXAMPLE}") from error
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _wrong(f"it must be a list of objects, as in {EXAMPLE}")
    for each in found:
        _check(each)
    if len({each["id"] for each in found}) < len(found):
        raise _wrong("two of them have the same id")
    return found


def _check(organization: dict) -> None:
    name = organization.get("id") or "one without an id"
    missing = sorted(each for each in NEEDED if not organization.get(each))
    if missing:
        raise _wrong(f"{name} lacks {', '.join(missing)}")
    if organization.keys() - KNOWN:
        raise _wrong(f"{name} has {', '.join(sorted(organization.keys() - KNOWN))}, which means nothing here")
    if not all(isinstance(organization[each], str) for each in NEEDED):
        raise _wrong(f"{name}: {', '.join(sorted(NEEDED))} are texts")
    if not organization["id"].replace("-", "").isalnum() or not organization["id"].isascii():
        raise _wrong(f"the id {name} may have letters, digits and hyphens only: it is part of an address")
    if organization["id"] == "github":
        raise _wrong("the id github is taken")
    if not organization["server_url"].startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise _wrong(f"the server_url of {name} must begin with https://")
    _check_choices(organization)


def _check_choices(organization: dict) -> None:
    for each in CHOICES:
        if not isinstance(organization.get(each, False), bool):
            raise _wrong(f"{each} of {organization['id']} is true or false")


def _wrong(what: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"OIDC_PROVIDERS cannot be used: {what}. See docs/accounts.md.")


AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Below /accounts/ a new address is confirmed; the editors' admin would take any.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False

# How many proxies stand before the site and say in X-Forwarded-For whom they speak for; 0: nobody is believed.
TRUSTED_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}

ACCOUNT_ADAPTER = "accounts.signin.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.signin.adapters.shown_name_of"
ACCOUNT_FORMS = {
    "add_email": "accounts.signin.forms.NewAddressForm",
    "change_password": "accounts.signin.forms.NewPasswordForm",
    "confirm_email_verification_code": "accounts.signin.forms.AddressCodeForm",
    "confirm_login_code": "accounts.signin.forms.SignInCodeForm",
    "login": "accounts.signin.forms.SignInForm",
    "reauthenticate": "accounts.signin.forms.PasswordAgainForm",
    "request_login_code": "accounts.signin.forms.AskForCodeForm",
    "reset_password": "accounts.signin.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.signin.forms.ResetPasswordForm",
    "set_password": "accounts.signin.forms.FirstPasswordForm",
    "signup": "accounts.signin.forms.SignUpForm",
}
ACCOUNT_CHANGE_EMAIL = True  # everybody has one address; a new one takes its place once it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "100/h/ip",
    "reset_password": "20/m/ip,5/h/key",
    "request_login_code": "20/m/ip,5/h/key",
    "confirm_email": "1/10s/key",
}

SOCIALACCOUNT_ADAPTER = "accounts.signin.adapters.OtherAccounts"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_FORMS = {"signup": "accounts.signin.forms.SignUpElsewhereForm"}
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = {"github": {"OAUTH_PKCE_ENABLED": True}, "openid_connect": {"OAUTH_PKCE_ENABLED": True}}
OIDC_PROVIDERS = organizations(env("OIDC_PROVIDERS", default=""))

MFA_ADAPTER = "accounts.signin.adapters.SecondFactors"
MFA_FORMS = {
    "activate_totp": "accounts.signin.forms.NewAppForm",
    "add_webauthn": "accounts.signin.forms.NewPasskeyForm",
    "authenticate": "accounts.signin.forms.SecondFactorForm",
    "edit_webauthn": "accounts.signin.forms.PasskeyNameForm",
    "reauthenticate": "accounts.signin.forms.SecondFactorAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Tomoni"
MFA_TOTP_TOLERANCE = 1
# Whether whoever may enter the admin needs a passkey or an authenticator app.
ADMIN_NEEDS_SECOND_FACTOR = env.bool("ADMIN_NEEDS_SECOND_FACTOR", default=False)
