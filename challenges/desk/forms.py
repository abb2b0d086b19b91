"""Input of officers at the desk."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.sending.limits import A_PERSON
from challenges.stages import Stage

LONGEST_REASON = 2_000


class MoveForm(Defended):
    """One move, given to the form. `seen` is the stage at which the officer saw the challenge."""

    purpose = "challenge-move"
    a_person = A_PERSON

    seen = forms.ChoiceField(choices=Stage, widget=forms.HiddenInput)
    closes_at = forms.DateTimeField(
        label=_("Open until (Japan time)"),
        widget=forms.DateTimeInput({"type": "datetime-local", "step": 60}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea({"rows": 4}), validators=[MaxLengthValidator(LONGEST_REASON)]
    )
    is_public = forms.BooleanField(label=_("Show the day and the reason on the page"), required=False, initial=True)

    def __init__(self, *args, move, before, **kwargs):
        super().__init__(*args, initial={"seen": before}, **kwargs)
        if not move.needs_deadline:
            del self.fields["closes_at"]
        self.fields["reason"].required = move.needs_words
        self.fields["reason"].help_text = (
            _("Those who answer, or wait for it, want to know. Write it as they should read it.")
            if move.needs_words
            else _("If you like: what readers should know about it.")
        )
        self.takes_time = move.needs_words

    def show_again_at(self, stage):
        """What the officer sees now is where it stands now."""
        self._put("seen", str(stage))

    def values(self):
        """What the service is given."""
        return {name: value for name, value in self.cleaned_data.items() if name in SENT_ON}


SENT_ON = {"seen", "closes_at", "reason", "is_public"}
