"""What a reviewer types: scores with notes, and that they are final."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.defences import Defended
from accounts.sending.limits import Limit
from challenges.proposals.forms import LongText

from .limits import MANY
from .models.judging import LONGEST_NOTE
from .presets import SCALE

MANY_TOGETHER = (Limit(6_000, timedelta(hours=1)),)
"""A city hall is one network."""


class Judging(Defended):
    takes_time = False
    a_person = MANY
    a_network = MANY_TOGETHER


class ScoreForm(Judging):
    """Two fields for each criterion; all may be left open. `scores` are those kept so far, by the criterion's place."""

    purpose = "review-score"
    once = False  # a draft is saved again and again

    def __init__(self, *args, criteria, scores, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for each in criteria:
            kept = scores.get(each.position)
            self.fields[_points(each)] = _points_field(each, kept)
            self.fields[_note(each)] = _note_field(each, kept)

    def rows(self):
        return [(each, self[_points(each)], self[_note(each)]) for each in self.criteria]

    def marks(self):
        """As `save_scores` takes them. What the page did not send is left as it is."""
        sent = [each for each in self.criteria if {_points(each), _note(each)} & self.data.keys()]
        return {each.position: (self._points_of(each), self.cleaned_data[_note(each)]) for each in sent}

    def _points_of(self, criterion):
        points = self.cleaned_data[_points(criterion)]
        return int(points) if points else None


def _points(criterion):
    return f"points_{criterion.position}"


def _note(criterion):
    return f"note_{criterion.position}"


def _points_field(criterion, kept):
    known = kept is not None and kept.points is not None
    return forms.ChoiceField(
        label=_("%(criterion)s (%(weight)s %%)") % {"criterion": criterion.name, "weight": criterion.weight},
        help_text=criterion.meaning,
        required=False,
        choices=[*((str(points), str(points)) for points in SCALE), ("", pgettext_lazy("score", "not yet"))],
        widget=forms.RadioSelect({"class": "scale"}),
        initial=str(kept.points) if known else "",
    )


def _note_field(criterion, kept):
    return LongText(
        label=_("Note on “%(criterion)s”") % {"criterion": criterion.name},
        most=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
        initial=kept.note if kept else "",
    )


class HandInForm(Judging):
    purpose = "review-hand-in"

    with_gaps = forms.BooleanField(required=False)

    def __init__(self, *args, gaps, **kwargs):
        super().__init__(*args, **kwargs)
        if not gaps:
            del self.fields["with_gaps"]
            return
        said = ngettext(
            "Leave %(number)s score open: it stays unknown, and what I say of that proposal does not count",
            "Leave %(number)s scores open: they stay unknown, and what I say of those proposals does not count",
            gaps,
        )
        self.fields["with_gaps"].label = said % {"number": gaps}

    @property
    def with_open_scores(self):
        return bool(self.cleaned_data.get("with_gaps"))
