"""What people tell of themselves, and how they leave. Nothing is required but the handle."""

from datetime import timedelta

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.abilities import Role, SpokenLanguage
from accounts.defences import Defended
from accounts.handles import check_new_handle
from accounts.models import Profile
from accounts.names import checked_name
from accounts.sending.limits import Limit
from pages.models import Topic

from .fields import RegionsField, SkillsField, TopicsField

HELP = {
    "name": gettext_lazy("Your name or what people call you. Empty: others see your handle."),
    "handle": gettext_lazy(
        "Small letters a to z, digits, and hyphens between them. It is part of the address of your page; when you "
        "change it, the old address leads to the new one. At most three changes a month."
    ),
    "introduction": gettext_lazy("What do you like to do, and what brings you here?"),
    "effort": gettext_lazy("How much a task may take."),
    "place": gettext_lazy("Where you would like to help."),
    "is_public": gettext_lazy("Without it nobody but you sees any of this. Your name stands where you take part."),
}


class ProfileForm(Defended, forms.ModelForm):
    purpose = "profile"
    once = False
    a_person = (Limit(60, timedelta(hours=1)),)

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("What you like to do"),
        choices=Role,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skills = SkillsField(
        label=gettext_lazy("Skills"),
        help_text=gettext_lazy(
            "Such as Python, diagrams, contracts: choose or write your own, up to 30. Words that several people use "
            "are suggested to others."
        ),
    )
    topics = TopicsField(
        Topic.objects.all(),
        label=gettext_lazy("What interests you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    regions = RegionsField(
        label=gettext_lazy("Regions"),
        help_text=gettext_lazy("Where you live, work or come from: prefectures, cities, towns and villages, up to 10."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages you can take part in"),
        choices=SpokenLanguage,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    public_parts = forms.MultipleChoiceField(
        choices=Profile.Part, required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Shown")
    )

    class Meta:
        model = Profile
        fields = ("name", "handle", "introduction", "effort", "place", "hours_a_week", "mail_language", "is_public")
        widgets = {"introduction": forms.Textarea({"rows": 6})}
        help_texts = HELP

    def __init__(self, *args, instance, **kwargs):
        self.stored = Profile.objects.get(pk=instance.pk)
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["handle"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["hours_a_week"].widget.attrs["inputmode"] = "numeric"
        for name in ("effort", "place"):
            self.fields[name].choices = [("", _("Not said")), *self.fields[name].choices[1:]]

    def get_initial_for_field(self, field, field_name):
        lists = ("roles", "languages", "public_parts")
        if field_name in lists:
            return getattr(self.stored, field_name)
        if field_name in {"skills", "regions"}:
            return [str(each) for each in getattr(self.stored, field_name).all()]
        if field_name == "topics":
            return list(self.stored.topics.values_list("pk", flat=True))
        return super().get_initial_for_field(field, field_name)

    def clean_name(self):
        return checked_name(self.cleaned_data["name"], email=self.stored.user.email)

    def clean_handle(self):
        handle = self.cleaned_data["handle"].strip().lower()
        if handle != self.stored.handle:
            check_new_handle(self.stored, handle)
        return handle

    def values(self):
        """What `save_profile` is given."""
        names = {*self.Meta.fields, "roles", "skills", "topics", "regions", "languages", "public_parts"}
        return {name: self.cleaned_data[name] for name in names}


class DeletionForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address, to confirm"),
        help_text=gettext_lazy("Write the address that you sign in with."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email.casefold() != self.user.email.casefold():
            raise ValidationError(_("This is not the address of your account. Nothing has been deleted."))
        return email

    def clean(self):
        if self.user.is_superuser and not _another_administrator(self.user):
            raise ValidationError(_("You are the only administrator. Make somebody else one first, then delete yours."))


def _another_administrator(user):
    return get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()
