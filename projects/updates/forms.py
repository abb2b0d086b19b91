"""What members write into the log."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.defences import Defended
from projects.models.web import web_address

from .models import LONGEST_TEXT
from .pictures import checked_picture


class UpdateForm(Defended):
    purpose = "update"

    text = forms.CharField(
        label=gettext_lazy("What is new"),
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("Plain text; addresses become links. Up to 5,000 letters."),
    )
    link = forms.URLField(
        label=gettext_lazy("Link"), required=False, max_length=500, validators=[web_address], assume_scheme="https"
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 5 MB. Where it was taken and with what is not kept."),
    )
    image_alt = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For people who cannot see it. Needed with a picture."),
    )

    def __init__(self, *args, update=None, **kwargs):
        self.update = update
        if update:
            kwargs["initial"] = {name: getattr(update, name) for name in ("text", "link", "image_alt")}
        super().__init__(*args, **kwargs)
        if update and update.image:
            self.fields["without_picture"] = forms.BooleanField(label=_("Take the picture out"), required=False)

    def clean_text(self):
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                _("This has %(letters)s letters, and %(most)s is the most. Shorten it; the text is still here."),
                params={"letters": f"{len(text):,}", "most": f"{LONGEST_TEXT:,}"},
            )
        return text

    def clean_picture(self):
        file = self.cleaned_data["picture"]
        return checked_picture(file) if file else None

    def clean(self):
        cleaned = super().clean()
        keeps_one = self.update and self.update.image and not cleaned.get("without_picture")
        if (cleaned.get("picture") or keeps_one) and not cleaned.get("image_alt") and "image_alt" not in self.errors:
            self.add_error("image_alt", _("Say what the picture shows, for people who cannot see it."))
        return cleaned

    def values(self):
        """What the services are given."""
        names = ("text", "link", "picture", "image_alt", "without_picture")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class HidingForm(forms.Form):
    move = forms.ChoiceField(choices=[("hide", "hide"), ("show", "show")])
