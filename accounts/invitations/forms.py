"""Input about who looks after a space."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.sending.limits import Limit

from .mailboxes import LONGEST, normalised


class AddressField(forms.EmailField):
    """Normalised before it is checked, so that what a Japanese keyboard gives is no mistake."""

    def to_python(self, value):
        """What cannot be an address stays as it is typed, and is refused."""
        text = super().to_python(value)
        return text if len(text) > LONGEST else normalised(text)


class InviteForm(Defended):
    purpose = "invite-to-space"
    takes_time = False  # an address that is pasted, and one press
    a_person = (Limit(20, timedelta(hours=1)), Limit(60, timedelta(days=1)))

    email = AddressField(
        label=_("E-mail address"),
        max_length=LONGEST,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Of the person, not of an office: whoever accepts needs an account with this address."),
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
        help_text=_("For somebody who has no account yet; everybody else gets it in their own language."),
    )


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Name of a space"), max_length=100, required=False)

    def words(self) -> str:
        """None are searched for where too much was typed."""
        return self.cleaned_data["q"] if self.is_valid() else ""


def words_of(problem: ValidationError) -> str:
    return " ".join(problem.messages)
