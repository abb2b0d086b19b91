"""Input of people who ask, answer, hand over and claim."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.sending.limits import Limit

from .models import LONGEST_MESSAGE, Membership
from .stages import Move

BEGINNING = 80
UNCLEAR = _("It is not clear what you want to do. Press one of the buttons below your text.")
NO_MOVE = dict.fromkeys(("required", "invalid_choice"), UNCLEAR)


def check_length(text):
    """A line break is one letter here, though a browser sends two."""
    letters = len(text.replace("\r\n", "\n"))
    if letters > LONGEST_MESSAGE:
        raise ValidationError(
            _("This has %(letters)s letters, and %(most)s is the most. Shorten it; the text is still here."),
            params={"letters": f"{letters:,}", "most": f"{LONGEST_MESSAGE:,}"},
        )


class Words(Defended):
    """A form with one text."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), validators=[check_length])

    def clean_words(self):
        return self.cleaned_data["words"].replace("\r\n", "\n")


class NeedChoice(forms.ModelChoiceField):
    def label_from_instance(self, need):
        return f"{need.get_role_display()}: {Truncator(' '.join(need.text.split())).chars(BEGINNING)}"


class JoinForm(Words):
    purpose = "join"

    need = NeedChoice(
        label=_("What it is about"), queryset=None, required=False, empty_label=_("Nothing in particular")
    )
    to_be_shown = forms.BooleanField(label=_("Show my name on the project’s page once I am a member"), required=False)
    field_order = ("need", "words", "to_be_shown")

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Your message")
        self.fields["words"].help_text = _(
            "What you would like to do, what you can or want to learn, and how much time you have. A few sentences do."
        )
        self.fields["to_be_shown"].initial = self.request.user.profile.is_public
        needs = project.needs.open_on(localdate())
        self.fields["need"].queryset = needs
        if not needs.exists():
            del self.fields["need"]

    def values(self):
        """What the service is given."""
        cleaned = self.cleaned_data
        return {"message": cleaned["words"], "need": cleaned.get("need"), "to_be_shown": cleaned["to_be_shown"]}


class MoveForm(Words):
    """What one says about a request, with the move that it goes with."""

    purpose = "join-move"
    a_person = (Limit(60, timedelta(hours=1)), Limit(300, timedelta(days=1)))  # owners may have many to answer

    move = forms.ChoiceField(choices=Move.choices, error_messages=NO_MOVE)

    def __init__(self, *args, moves, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["move"].choices = [(move, move.label) for move in moves]
        self.fields["words"].label = _("Your words")
        self.fields["words"].required = False  # whether the move needs any stands in its table
        self.takes_time = bool(self.data.get(self.add_prefix("words"), "").strip())


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role)


class RemovalForm(Words):
    purpose = "join-remove"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Why")
        self.fields["words"].help_text = _("The person reads this in a mail.")
        self.fields["words"].widget.attrs["rows"] = 3


class ShownForm(forms.Form):
    is_shown = forms.BooleanField(label=_("Show me by name on the project’s page"), required=False)


class OfferForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("Who shall look after the project"), queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    leaves = forms.BooleanField(label=_("I leave the project then"), required=False)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = members
        self.fields["to"].label_from_instance = lambda membership: membership.user.profile.shown_name


class ClaimForm(Words):
    purpose = "claim"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Why you")
        self.fields["words"].help_text = _(
            "How you are connected with the project, and what you want to do with it. The moderators read this."
        )


class ClaimDecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=[("approve", _("approve")), ("reject", _("reject"))], error_messages=NO_MOVE)
    note = forms.CharField(
        label=_("Note for the person"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[check_length],
        help_text=_("Needed when you reject: why, and what they could do."),
    )
