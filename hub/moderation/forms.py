"""What moderators send."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.reports.models import MOST_LETTERS
from projects.joining.models import LONGEST_MESSAGE

BIGGEST = 2**63 - 1
A_KEY = r"^[0-9]{1,9}\.[0-9]{1,18}$"


class Decision(models.TextChoices):
    DISMISS = "dismiss", _("Leave it as it is")
    HIDE = "hide", _("Hide it")
    SUSPEND = "suspend", _("Suspend the account")
    DONE = "done", _("They are right, and it is mended")


class DecisionForm(forms.Form):
    thing = forms.RegexField(A_KEY)
    decision = forms.ChoiceField(choices=Decision)
    note = forms.CharField(label=_("Note"), required=False, max_length=MOST_LETTERS, widget=forms.Textarea({"rows": 2}))

    def key(self):
        """Content type and number."""
        return tuple(int(part) for part in self.cleaned_data["thing"].split("."))


class ClaimForm(forms.Form):
    claim = forms.IntegerField(min_value=1, max_value=BIGGEST)
    decision = forms.ChoiceField(choices=[("approve", ""), ("reject", "")])
    note = forms.CharField(required=False, max_length=LONGEST_MESSAGE, widget=forms.Textarea({"rows": 2}))


class TakeBackForm(forms.Form):
    measure = forms.IntegerField(min_value=1, max_value=BIGGEST)
