"""What owners say about a need."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.abilities import Effort, Place, Role
from accounts.defences import Defended
from accounts.profiles.fields import SkillsField
from accounts.skills import skills_named
from regions.naming import regions_named

from .rules import LONGEST_TEXT, latest_expiry

MOST_SKILLS = 10
LONGEST_CONTACT, LONGEST_PLACE = 500, 40


class NeedForm(Defended):
    purpose = "need"

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", gettext_lazy("choose one")), *Role.choices])
    text = forms.CharField(
        label=gettext_lazy("What is needed"),
        help_text=gettext_lazy("What somebody would do, and what becomes better. A few sentences do."),
        widget=forms.Textarea({"rows": 5}),
    )
    skills = SkillsField(
        label=gettext_lazy("Skills that help"),
        help_text=gettext_lazy("Such as Python, diagrams, contracts. Choose or write your own, up to 10."),
    )
    effort = forms.ChoiceField(label=gettext_lazy("Time it takes"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Online or on site"), required=False)
    region = forms.CharField(
        label=gettext_lazy("Where"),
        required=False,
        max_length=LONGEST_PLACE,
        help_text=gettext_lazy("A prefecture, city, town or village, where it has to be there."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Contact"),
        required=False,
        max_length=LONGEST_CONTACT,
        help_text=gettext_lazy("Everybody sees it. Blank: people ask to join here, and you get a mail."),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Ask until"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("60 days from today at most. Ten days before you are asked whether it is still needed."),
    )

    def __init__(self, *args, need=None, **kwargs):
        initial = {**(values_of(need) if need else {}), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["skills"].most = MOST_SKILLS
        for name, choices in (("effort", Effort), ("place", Place)):
            self.fields[name].choices = [("", _("Not said")), *choices.choices]
        today = timezone.localdate()
        self.fields["expires_on"].widget.attrs |= {"min": today.isoformat(), "max": latest_expiry(today).isoformat()}

    def clean_text(self):
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                _("This has %(letters)s letters, and %(most)s is the most. Shorten it; the text is still here."),
                params={"letters": f"{len(text):,}", "most": f"{LONGEST_TEXT:,}"},
            )
        return text

    def clean_region(self):
        """The text stays a text; which region it names is for `values`."""
        named = self.cleaned_data["region"].strip()
        self.region = _one_region(named) if named else None
        return named

    def clean_expires_on(self):
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if day and not today <= day <= latest_expiry(today):
            raise ValidationError(_("Choose a day within 60 days from today."), code="expiry")
        return day

    def values(self):
        """What the services are given; skills that nobody has named before are made."""
        names = ("role", "text", "effort", "place", "contact", "expires_on")
        found = {name: self.cleaned_data[name] for name in names}
        return {**found, "region": self.region, "skills": skills_named(self.cleaned_data["skills"])}


def _one_region(named):
    found = regions_named([named])
    if len(found) != 1:
        raise ValidationError(_("Name one region, as in Hyogo or 神戸市."), code="one_region")
    return found[0]


def values_of(need):
    """As the form shows them. What is changed is confirmed, so that the day begins anew."""
    names = ("role", "text", "effort", "place", "contact")
    return {
        **{name: getattr(need, name) for name in names},
        "region": need.region.full_name if need.region else "",
        "skills": [skill.name for skill in need.skills.all()],
    }


class ChoiceForm(forms.Form):
    """A button beside a need."""

    move = forms.ChoiceField(choices=[(move, move) for move in ("renew", "close", "reopen")])
