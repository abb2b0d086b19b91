"""The forms of signing in, in the words of this house. What they check is django-allauth's."""

import hashlib

from allauth.account import forms as account
from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core import context
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount.forms import SignupForm as SignUpElsewhere
from django import forms
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.names import MOST_LETTERS, checked_name

from .codes import plain_code

LABELS = {
    "code": _("Code"),
    "email": _("E-mail address"),
    "login": _("E-mail address"),
    "oldpassword": _("Password until now"),
    "password": _("Password"),
    "password1": _("New password"),
}


def shown_name():
    return forms.CharField(
        label=_("Name that others see"),
        help_text=_("Optional; it need not be your real name. You can change it at any time."),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


class Plain:
    """Labels stand above the fields and not in them; a new password is typed once."""

    labels: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, LABELS.get(name, field.label))
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            self.fields["password1"].help_text = _("8 characters or more, and nothing that is easily guessed.")


class Coded(Plain):
    """Asks for a code, whichever kind of digits the keyboard gives."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "autofocus": True})

    def clean_code(self):
        self.cleaned_data["code"] = plain_code(self.cleaned_data["code"])
        return super().clean_code()


class SignInForm(Plain, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class Named:
    """Asks for the name too, by the rules of the profile. The address stands before it."""

    def clean_name(self):
        return checked_name(self.cleaned_data["name"], email=self.cleaned_data.get("email", ""))

    def signup(self, request, user):
        user.profile.name = self.cleaned_data["name"]
        user.profile.save(update_fields=["name"])


class SignUpForm(Defended, Named, Plain, account.SignupForm):
    purpose = "sign-up"
    labels = {"password1": _("Password")}
    name = shown_name()
    field_order = ["email", "password1", "name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, request=context.request, **kwargs)

    def try_save(self, request):
        """Who presses the button twice has signed up once."""
        if self.repeated:
            return None, _to_the_code(request)
        return super().try_save(request)

    def _digest(self):
        """Nothing from which a password could be guessed."""
        return hashlib.sha256(self.data.get("email", "").encode()).hexdigest()


def _to_the_code(request):
    """By way of signing in, which sends a new one, where the browser gave up the first answer and its cookie."""
    if get_pending_stage(request):
        return redirect("account_email_verification_sent")
    messages.info(
        request, _("The form came twice. Sign in with the password that you chose, and you get a new code by mail.")
    )
    return redirect(passthrough_next_redirect_url(request, reverse("account_login"), REDIRECT_FIELD_NAME))


class SignUpElsewhereForm(Named, Plain, SignUpElsewhere):
    """For who comes from GitHub or an organization without an address that was confirmed there."""

    name = shown_name()
    field_order = ["email", "name"]


class AskForCodeForm(Plain, account.RequestLoginCodeForm):
    pass


class SignInCodeForm(Coded, account.ConfirmLoginCodeForm):
    pass


class AddressCodeForm(Coded, account.ConfirmEmailVerificationCodeForm):
    pass


class NewAddressForm(Plain, account.AddEmailForm):
    labels = {"email": _("New e-mail address")}


class NewPasswordForm(Plain, account.ChangePasswordForm):
    pass


class FirstPasswordForm(Plain, account.SetPasswordForm):
    pass


class ForgottenPasswordForm(Plain, account.ResetPasswordForm):
    pass


class ResetPasswordForm(Plain, account.ResetPasswordKeyForm):
    pass


class PasswordAgainForm(Plain, account.ReauthenticateForm):
    pass


class SecondFactorForm(Coded, second.AuthenticateForm):
    labels = {"code": _("Code of your app, or a recovery code")}


class SecondFactorAgainForm(Coded, second.ReauthenticateForm):
    labels = {"code": _("Code of your app, or a recovery code")}


class NewAppForm(Coded, ActivateTOTPForm):
    labels = {"code": _("Code that the app shows")}


class NewPasskeyForm(Plain, AddWebAuthnForm):
    """A second factor in any case, and where the device can do it a way in without a password."""

    labels = {"name": _("Name of this passkey")}
    passwordless = None


class PasskeyNameForm(Plain, EditWebAuthnForm):
    labels = {"name": _("Name of this passkey")}
