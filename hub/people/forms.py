"""Input of administrators about contributors."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from integrations.github.people import Choice

from .reading import BIGGEST_ID

_is_handle = RegexValidator(
    r"^@?[A-Za-z0-9][A-Za-z0-9_-]{0,90}(\[bot\])?$",
    _("This is no handle on GitHub: only letters, digits and hyphens, as in town-importer."),
)


class ChoiceForm(forms.Form):
    github_id = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)
    choice = forms.ChoiceField(choices=Choice.choices)


class BotForm(forms.Form):
    login = forms.CharField(
        label=_("Handle"), max_length=100, validators=[_is_handle], help_text=_("As on GitHub, without @.")
    )
    reason = forms.CharField(label=_("Why it is a bot"), max_length=200, required=False)
