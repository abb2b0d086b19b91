"""What officers type to tell an outcome, in plain words with help for each field."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.sending.limits import Limit
from projects.models import web_address

from .licences import Licence
from .models import DIGITS, LONGEST_LINE, LONGEST_TEXT, PLACES, OutcomeLink
from .rules import MOST_LINKS, plain

EMPTY_ROWS = 3
LONGEST_VERSION = 10


def check_length(text):
    """A line break is one letter here, though a browser sends two."""
    letters = len(text.replace("\r\n", "\n"))
    if letters > LONGEST_TEXT:
        raise ValidationError(
            _("This has %(letters)s letters, and %(most)s is the most. Shorten it; the text is still here."),
            params={"letters": f"{letters:,}", "most": f"{LONGEST_TEXT:,}"},
        )


class Text(forms.CharField):
    def __init__(self, label, help_text="", rows=4):
        widget = forms.Textarea({"rows": rows})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget, validators=[check_length])

    def clean(self, value):
        return super().clean(value).replace("\r\n", "\n")


class Line(forms.CharField):
    def __init__(self, label, help_text="", longest=LONGEST_LINE):
        super().__init__(label=label, help_text=help_text, required=False, max_length=longest)


class Figure(forms.DecimalField):
    def __init__(self, label):
        widget = forms.NumberInput({"step": "any"})
        super().__init__(label=label, required=False, max_digits=DIGITS, decimal_places=PLACES, widget=widget)


class Answer(forms.TypedChoiceField):
    """One of the answers, or None: nobody knows yet."""

    def __init__(self, label, help_text, answers, unknown):
        choices = [*answers, ("", unknown)]
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            choices=choices,
            widget=forms.RadioSelect,
            empty_value=None,
        )


class OutcomeForm(Defended):
    purpose = "outcome"
    a_person = (Limit(60, timedelta(hours=1)), Limit(300, timedelta(days=1)))  # a draft is saved again and again
    takes_time = False

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    solved = Answer(
        _("Is the problem solved?"),
        _("Measured against the goal that you set. “Not solved” helps others, too: say below why."),
        [("yes", _("Yes, it is solved")), ("partly", _("Partly solved")), ("no", _("No, it is not"))],
        _("Not known yet"),
    )
    solution_ja = Text(_("What was made or tried?"), _("What it does and for whom, in a few sentences."))
    result_ja = Text(_("What came out of it?"), _("Against the goal: what is better now, and what is not."))
    measure_ja = Line(_("What did you measure?"), _("Where you have figures. Such as: waiting time at the counter."))
    unit_ja = Line(_("Unit"), _("Such as minutes, cases, %."), 40)
    before = Figure(_("Before"))
    goal = Figure(_("Goal"))
    after = Figure(_("After the pilot"))
    observed_on = forms.DateField(
        label=_("As of which day is this true?"),
        help_text=_("Figures without a day mislead. Everybody sees it beside the figures."),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    adopted = Answer(
        _("Did the municipality take it up for good?"),
        _("After the pilot: by a contract, free of charge, or not."),
        [
            ("procured", _("Yes, by procurement")),
            ("free", _("Yes, free of charge")),
            ("not", _("No, it was not taken up")),
        ],
        _("Not decided yet"),
    )
    why_ja = Text(_("Why?"), _("Why it was solved or not, and taken up or not. Others learn most from this."))
    cost_yen = forms.IntegerField(
        label=_("What did it cost, in yen?"),
        help_text=_("With tax. Leave it empty where you do not know; 0 means that nothing was paid."),
        required=False,
        min_value=0,
        max_value=10**15,
    )
    cost_covers_ja = Line(_("What does that pay for?"), _("Such as: development for the pilot, three months of use."))
    reuse_ja = Text(
        _("Who may use it, and how?"),
        _("Such as: any municipality, free of charge; the company offers it as a service."),
        3,
    )
    contact_department = Line(_("Department that answers other municipalities"), longest=200)
    contact_email = forms.EmailField(
        label=_("Its e-mail address"),
        help_text=_("Everybody sees it. Better not that of one person."),
        required=False,
        max_length=254,
    )
    contact_url = forms.URLField(
        label=_("Or the address of its contact form"),
        required=False,
        max_length=LONGEST_LINE,
        validators=[web_address],
        assume_scheme="https",
    )
    solution_en = Text(_("What was made or tried?"))
    result_en = Text(_("What came out of it?"))
    measure_en = Line(_("What did you measure?"))
    unit_en = Line(_("Unit"), longest=40)
    why_en = Text(_("Why?"))
    cost_covers_en = Line(_("What does that pay for?"))
    reuse_en = Text(_("Who may use it, and how?"), rows=3)

    def __init__(self, *args, outcome=None, once=True, **kwargs):
        initial = {name: _as_typed(getattr(outcome, name)) for name in FIELDS} if outcome else {}
        super().__init__(*args, initial={**initial, "version": outcome.version if outcome else 0}, **kwargs)
        self.once = once

    def values(self):
        """What the services are given, but for links and version."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    @property
    def version_seen(self):
        """One that no outcome has, where somebody has tampered with it."""
        typed = self.cleaned_data["version"]
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < LONGEST_VERSION else -1

    def put_version(self, version):
        """Into what the form is drawn with again: whoever sends it once more has read what happened."""
        self._put("version", version)

    @property
    def parts(self):
        """(heading, text above the fields, fields) in the order in which they are asked; English words are apart."""
        return [(heading, text, [self[name] for name in names]) for heading, text, names in PARTS]

    @property
    def english(self):
        return [self[name] for name in FIELDS if name.endswith("_en")]


def _as_typed(value):
    """A figure without the noughts that the database adds."""
    return plain(value) if isinstance(value, Decimal) else value


PARTS = (
    (_("Result"), "", ("solved", "solution_ja", "result_ja")),
    (_("Figures"), _("Leave empty what nobody measured."), ("measure_ja", "unit_ja", "before", "goal", "after")),
    (_("What follows"), "", ("adopted", "why_ja", "cost_yen", "cost_covers_ja")),
    (
        _("For other municipalities"),
        "",
        ("reuse_ja", "contact_department", "contact_email", "contact_url", "observed_on"),
    ),
)
FIELDS = tuple(name for name in OutcomeForm.base_fields if name != "version")


class LinkForm(forms.Form):
    """One row; without title and address it is no row."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OutcomeLink.Kind, required=False)
    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    url = forms.URLField(
        label=_("Address"), required=False, max_length=LONGEST_LINE, validators=[web_address], assume_scheme="https"
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=[("", _("not known")), *Licence.choices], required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("title") and not cleaned.get("url") and "url" not in self.errors:
            self.add_error("url", _("Where is it? Give its address, or empty the row."))
        return cleaned


class Links(forms.BaseFormSet):
    def values(self):
        """The rows that are filled in; one without a title is called by its address."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("url")]
        return [
            {
                "kind": row["kind"] or OutcomeLink.Kind.CODE.value,
                "title": row["title"] or row["url"][:200],
                "url": row["url"],
                "licence": row["licence"],
            }
            for row in rows
        ]


LinkFormSet = forms.formset_factory(
    LinkForm, formset=Links, extra=EMPTY_ROWS, max_num=MOST_LINKS, absolute_max=MOST_LINKS, validate_max=True
)


def link_rows(data=None, *, outcome=None, more=0):
    """The rows of links: as typed, with so many empty ones more; or as kept."""
    if data is None:
        kept = outcome.links.values("kind", "title", "url", "licence") if outcome and outcome.pk else []
        return LinkFormSet(initial=list(kept), prefix="links")
    if more:
        data = data.copy()
        data["links-TOTAL_FORMS"] = str(min(_number(data.get("links-TOTAL_FORMS")) + more, MOST_LINKS))
    return LinkFormSet(data, prefix="links")


def _number(text):
    return int(text) if (text or "").isascii() and (text or "").isdigit() and len(text) < 4 else 0
