"""What somebody says is wrong."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.sending.limits import Limit

from .models import MOST_LETTERS, Report


class ReportForm(Defended, forms.Form):
    purpose = "report"
    a_person = (Limit(20, timedelta(days=1)),)

    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Report.Reason, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What should the moderators know?"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Moderators alone read this. Write it in the language that you like."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == Report.Reason.OTHER and "text" in cleaned and not cleaned["text"]:
            self.add_error("text", _("Please say in a few words what is wrong."))
        return cleaned
