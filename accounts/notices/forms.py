"""What people choose about notices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .kinds import KINDS
from .models import Follow, Pace
from .services import paces_of
from .targets import canonical, target_of


class PacesForm(forms.Form):
    """One choice for each kind."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        paces = paces_of(user)
        for name, kind in KINDS.items():
            self.fields[name] = forms.ChoiceField(
                label=kind.label, help_text=kind.help_text, choices=Pace.choices, initial=paces[name]
            )


class UnfollowForm(forms.Form):
    """Which thing, be it there or not."""

    kind = forms.ChoiceField(choices=Follow.Kind.choices, widget=forms.HiddenInput)
    target = forms.CharField(widget=forms.HiddenInput)


class FollowForm(UnfollowForm):
    """`name` is what the person calls a search."""

    name = forms.CharField(label=_("Name of the search"), required=False, max_length=200, widget=forms.HiddenInput)

    def clean_target(self):
        target, kind = self.cleaned_data["target"], self.cleaned_data.get("kind")
        return canonical(target) if kind == Follow.Kind.SEARCH else target

    def clean(self):
        found = super().clean()
        if "target" in found and "kind" in found:
            self.found = target_of(found["kind"], found["target"])
            if self.found is None:
                raise forms.ValidationError(
                    _("This cannot be followed: it is not there any more, or the link was not whole.")
                )
        return found
