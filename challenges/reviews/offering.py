"""What an officer types who offers times for interviews."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .marking import Judging
from .services.interviews import MOST_AT_ONCE

FAR = timedelta(days=730)
SHORTEST, LONGEST, USUAL = 10, 480, 30
LONGEST_PLACE, LONGEST_LINK = 300, 500


class OfferForm(Judging):
    purpose = "review-slots"

    starts_at = forms.DateTimeField(
        label=_("The first begins at (Japan time)"),
        widget=forms.DateTimeInput({"type": "datetime-local", "step": 60}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    minutes = forms.IntegerField(
        label=_("Minutes for each"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=USUAL,
        help_text=_("With the pause."),
    )
    number = forms.IntegerField(
        label=_("How many, one right after the other"), min_value=1, max_value=MOST_AT_ONCE, initial=1
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=LONGEST_PLACE)
    link = forms.URLField(
        label=_("Link to the online meeting"), required=False, max_length=LONGEST_LINK, assume_scheme="https"
    )

    def clean_starts_at(self):
        moment = self.cleaned_data["starts_at"]
        if moment > timezone.now() + FAR:
            raise ValidationError(_("This day is more than two years away. Check the year."), code="far")
        return moment

    def values(self):
        """What the service is given."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "minutes", "number", "place", "link")}
