"""Input of those who write a proposal together."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.sending.limits import Limit

from . import seen
from .attachments.kinds import ACCEPTED, LISTED, WHAT_IS_TAKEN
from .fields import HELP, LABELS, LONGEST_NAME, NEEDED, TEXTS, longest, texts_of

ROWS = {"organization_profile": 6, "approach": 12, "plan": 10, "cost": 8, "people": 8, "references": 5}
TOO_LONG = _("This has %(letters)s letters, and %(most)s is the most. Shorten it; the text is still here.")


class LongText(forms.CharField):
    """A line break is one letter here, though a browser sends two; what is too long comes back to be shortened."""

    def __init__(self, *, most, **kwargs):
        self.most = most
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value):
        super().validate(value)
        if len(value) > self.most:
            params = {"letters": f"{len(value):,}", "most": f"{self.most:,}"}
            raise ValidationError(TOO_LONG, params=params, code="too_long")


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"


class Files(forms.FileField):
    """As many as are chosen at once. What is in them is checked one by one, where they are kept."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        return data or []


class NewProposalForm(Defended):
    purpose = "proposal"
    takes_time = False

    organization_name = forms.CharField(
        label=LABELS["organization_name"], max_length=LONGEST_NAME, help_text=_("You can change it later.")
    )


class ProposalForm(forms.Form):
    """Nothing is required: it is a draft. `seen` stands before the texts and files after them, see `uploads.py`."""

    def __init__(self, *args, proposal, **kwargs):
        texts = texts_of(proposal)
        super().__init__(*args, initial={**texts, "seen": seen.as_field(texts)}, **kwargs)
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        for name in TEXTS:
            self.fields[name] = _text_field(name)
        self.fields["remove"] = forms.MultipleChoiceField(
            label=_("Take away"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(each.key), each.name) for each in proposal.attachments.all()],
        )
        self.fields["files"] = Files(
            label=_("Add files"), required=False, help_text=format_lazy("{}", _what_is_taken())
        )
        self.fields["files"].widget.attrs.update({"accept": ACCEPTED})

    @property
    def texts(self):
        """Of a valid form."""
        return {name: self.cleaned_data[name] for name in TEXTS if name in self.data}

    @property
    def seen(self):
        return seen.from_field(self.cleaned_data["seen"])

    def sections(self):
        return [(self[name], name in NEEDED) for name in TEXTS]

    def with_seen(self, texts):
        """The same, after the writer has been shown what others wrote meanwhile: saving again takes its place."""
        self.data = self.data.copy()
        self.data["seen"] = seen.as_field(texts)
        return self


def _what_is_taken():
    return WHAT_IS_TAKEN % {"kinds": LISTED}


def _text_field(name):
    rows = ROWS.get(name)
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput
    return LongText(label=LABELS[name], help_text=HELP[name], most=longest(name), widget=widget)


class InviteForm(Defended):
    purpose = "proposal-invite"
    takes_time = False
    a_person = (Limit(20, timedelta(hours=1)), Limit(60, timedelta(days=1)))

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("They get a mail with a link. It counts for an account with this address, for 30 days."),
    )
