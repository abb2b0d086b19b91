"""Input of those who set a review up and decide."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.defences import Defended
from challenges.proposals.stages import MOVES, Stage
from projects.bringing.forms import LongText

from .limits import MANY
from .models.criteria import LONGEST_MEANING
from .models.decisions import LONGEST_REASON, OUTCOMES
from .models.judging import LONGEST_NOTE
from .presets import ALL
from .services.criteria import MOST

PARTS = ("name_ja", "weight", "meaning_ja", "name_en", "meaning_en")


class OfOfficers(Defended):
    """What officers send with one press, and may send often."""

    a_person = MANY
    takes_time = False


def _part(name):
    if name == "weight":
        return forms.IntegerField(
            label=gettext_lazy("Weight in percent"),
            required=False,
            validators=[MinValueValidator(1), MaxValueValidator(ALL)],
            widget=forms.NumberInput({"min": 1, "max": ALL, "inputmode": "numeric"}),
        )
    labels = {
        "name_ja": gettext_lazy("Name of the criterion"),
        "name_en": gettext_lazy("Name of the criterion, in English"),
        "meaning_ja": gettext_lazy("What is looked at"),
        "meaning_en": gettext_lazy("What is looked at, in English"),
    }
    is_name = name.startswith("name")
    widget = forms.TextInput() if is_name else forms.Textarea({"rows": 2})
    return forms.CharField(
        label=labels[name], required=False, max_length=200 if is_name else LONGEST_MEANING, widget=widget
    )


class CriteriaForm(OfOfficers):
    """All criteria at once. A place that is left empty is none; whoever empties one takes it out."""

    purpose = "review-criteria"

    def __init__(self, *args, criteria, **kwargs):
        first = {f"{name}_{each.position}": getattr(each, name) for each in criteria for name in PARTS}
        super().__init__(*args, initial=first, **kwargs)
        for place in range(1, MOST + 1):
            for name in PARTS:
                self.fields[f"{name}_{place}"] = _part(name)

    def places(self):
        """(number, its fields, name, weight, whether something is wrong with it), for the template."""
        for place in range(1, MOST + 1):
            fields = [self[f"{name}_{place}"] for name in PARTS]
            name, weight = (self[f"{part}_{place}"].value() for part in ("name_ja", "weight"))
            yield place, fields, name, weight, any(field.errors for field in fields)

    def clean(self):
        cleaned = super().clean()
        for place in range(1, MOST + 1):
            row = self._row(place)
            if any(row.values()):
                self._check_is_whole(place, row)
        return cleaned

    def _check_is_whole(self, place, row):
        if not row["name_ja"] and f"name_ja_{place}" not in self.errors:
            self.add_error(f"name_ja_{place}", _("Give this criterion a name, or empty all of its fields."))
        if not row["weight"] and f"weight_{place}" not in self.errors:
            self.add_error(f"weight_{place}", _("How much does it weigh, in whole percents?"))

    def _row(self, place):
        return {name: self.cleaned_data.get(f"{name}_{place}") for name in PARTS}

    def rows(self):
        """What the service is given."""
        found = (self._row(place) for place in range(1, MOST + 1))
        return [row for row in found if any(row.values())]


class NameForm(OfOfficers):
    purpose = "review-name"

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the account"),
        help_text=gettext_lazy("Reviewers need an account on this site. They get a mail that tells what to do."),
    )


class CloseForm(OfOfficers):
    purpose = "review-close"

    reason = LongText(
        label=gettext_lazy("Why you do not wait for the others"),
        required=True,
        most=LONGEST_NOTE,
        help_text=gettext_lazy("Kept with the review. Reviewers and officers get it in the mail that says it is over."),
    )


class ConflictForm(OfOfficers):
    """Declared for somebody else. Choices are (value, label)."""

    purpose = "review-conflict"

    person = forms.ChoiceField(label=gettext_lazy("Whose conflict it is"))
    proposal = forms.ChoiceField(label=gettext_lazy("With which proposal"))
    reason = LongText(
        label=gettext_lazy("What the conflict is"),
        required=True,
        rows=3,
        most=LONGEST_NOTE,
        help_text=gettext_lazy("The person is told, with these words."),
    )

    def __init__(self, *args, people, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "—"), *people]
        self.fields["proposal"].choices = [("", "—"), *proposals]


class LetterForm(OfOfficers):
    """What is decided, and why; nothing is sent yet. `stages`: those of the proposals it is about."""

    purpose = "review-letter"

    outcome = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    reason = LongText(
        label=gettext_lazy("Reasons"),
        required=True,
        rows=8,
        most=LONGEST_REASON,
        help_text=gettext_lazy(
            "The team reads exactly this in its mail. Name what convinced you and what did not; name no other team."
        ),
    )

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        possible = [each for each in OUTCOMES if any(each in MOVES[stage] for stage in stages)]
        self.fields["outcome"].choices = [(each.value, LABELS[each]) for each in possible]

    def clean_reason(self):
        return self.cleaned_data["reason"].replace("\r\n", "\n").strip()


LABELS = {
    Stage.INTERVIEW: pgettext_lazy("decision", "Ask to an interview"),
    Stage.SELECTED: pgettext_lazy("decision", "Select"),
    Stage.DECLINED: pgettext_lazy("decision", "Decline"),
}


class SeveralForm(LetterForm):
    """The same for several proposals: `choices` are (key, name)."""

    purpose = "review-letters"

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proposals"] = forms.MultipleChoiceField(
            choices=choices, error_messages={"required": gettext_lazy("Tick at least one proposal in the list.")}
        )


class SendForm(OfOfficers):
    """`seen`: which letters the officer had before their eyes."""

    purpose = "review-send"

    seen = forms.CharField(widget=forms.HiddenInput)

    def show_again(self, seen):
        """What the officer sees now is what the next press sends."""
        self._put("seen", seen)
