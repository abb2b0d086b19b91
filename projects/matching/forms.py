"""Which need is meant."""

from django import forms


class WhichNeedForm(forms.Form):
    need = forms.IntegerField(min_value=1, max_value=2**63 - 1)
