"""What somebody types who declares whether they have a conflict of interest."""

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.proposals.forms import LongText

from .marking import Judging
from .models.judging import LONGEST_NOTE

PREFIX = "reason_"


def field_of(proposal):
    return f"{PREFIX}{proposal.key.hex}"


def keys_in(data):
    """Of the proposals that the page has shown which sent this."""
    return [name.removeprefix(PREFIX) for name in data if name.startswith(PREFIX)]


class DeclarationForm(Judging):
    """A reason for each of some `proposals`: left empty, there is no conflict with it."""

    purpose = "review-declaration"

    def __init__(self, *args, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        for each in proposals:
            self.fields[field_of(each)] = LongText(
                label=each.organization_name, most=LONGEST_NOTE, widget=forms.Textarea({"rows": 1})
            )
        self.fields["is_all"] = forms.BooleanField(
            label=_("With all others on this page I have no conflict of interest"),
            error_messages={"required": _("Tick this: nobody reads a proposal without having said so.")},
        )

    @property
    def none(self):
        return [each.pk for each in self.proposals if not self._reason(each)]

    @property
    def conflicts(self):
        """{primary key: reason}"""
        return {each.pk: self._reason(each) for each in self.proposals if self._reason(each)}

    def _reason(self, proposal):
        return self.cleaned_data[field_of(proposal)].strip()


class ConflictForm(Judging):
    """With one proposal."""

    purpose = "review-conflict"

    reason = LongText(
        label=_("What the conflict of interest is"),
        most=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("A few words. Officers of the municipality and the programme office read it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
