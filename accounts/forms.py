"""Input of people about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.github.models import ContributorChoice

Choice = ContributorChoice.Choice

EXPLAINED = [
    (Choice.SHOWN, _("Show me by name: my handle with a link to GitHub, and how many commits I have.")),
    (Choice.ANONYMISED, _("Show me without a name: my commits count, my handle is not kept.")),
    (Choice.REMOVED, _("Do not keep me: I am in no list. Only the totals that GitHub counts still include me.")),
]


class ChoiceForm(forms.Form):
    github_id = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    choice = forms.ChoiceField(label=_("On this site"), choices=EXPLAINED, widget=forms.RadioSelect)


class DisconnectForm(forms.Form):
    github_id = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
