"""The small forms around the big one. What begins a draft or sends it is defended; keeping a draft is not limited."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.sending.limits import Limit
from integrations.github.names import parse_repository_name
from integrations.publiccode.documents import LONGEST

A_PERSON = (Limit(30, timedelta(hours=1)), Limit(100, timedelta(days=1)))


class Beginning(Defended):
    """Nothing of it is seen by others yet, so links in it are no matter."""

    purpose = "begin_project"
    a_person = A_PERSON
    links_when_new = 1000
    needs_confirmed_email = False
    takes_time = False


class GitHubForm(Beginning):
    purpose = "begin_from_github"

    repository = forms.CharField(
        label=_("Repository on GitHub"),
        max_length=2000,
        help_text=_("Its address, or owner/name."),
        widget=forms.TextInput({"inputmode": "url", "autocapitalize": "off", "autocomplete": "off"}),
    )

    def clean_repository(self):
        return parse_repository_name(self.cleaned_data["repository"])


class PublicCodeForm(Beginning):
    purpose = "begin_from_publiccode"

    file = forms.FileField(
        label=_("File publiccode.yml"), required=False, widget=forms.ClearableFileInput({"accept": ".yml,.yaml"})
    )
    text = forms.CharField(label=_("Or its text"), required=False, widget=forms.Textarea({"rows": 4}))

    def clean(self):
        """`content` is what is to be read: the file, if there is one. A huge one is not even read."""
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file is None and not text and not self.errors:
            raise forms.ValidationError(_("Choose a file, or paste its text."))
        cleaned["content"] = file.read(LONGEST + 1) if file is not None else text
        return cleaned


class ByHandForm(Beginning):
    purpose = "begin_by_hand"


class SendForm(Defended):
    """Sends a draft to the moderators, or a change to the page."""

    purpose = "bring_in"
    a_person = A_PERSON
