"""Input of those who run a pilot."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.sending.limits import Limit
from projects.bringing.forms import LongText
from projects.bringing.typed import as_checked
from projects.joining.forms import check_length

from .models import LONGEST_NOTE, LONGEST_PLAN
from .projects import NewProject
from .typed import partners_as_text, partners_in, project_in, region_as_text, region_in

MANY = (Limit(60, timedelta(hours=1)), Limit(300, timedelta(days=1)))
LONGEST_DAY = timedelta(days=3660)
"""Days lie at most ten years away: a year that was mistyped is told."""


def day_field(label, **kwargs):
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **kwargs)


def check_day(day):
    if day and abs(day - localdate()) > LONGEST_DAY:
        raise ValidationError(_("This day is more than ten years away. Check the year."), code="far")


class Dated(Defended):
    """A form with days, of which some come after others."""

    takes_time = False
    a_person = MANY
    in_order: tuple[tuple[str, str], ...] = ()

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                self._check_day(name, cleaned.get(name))
        for first, last in self.in_order:
            if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
                self.add_error(last, _("It ends before it begins. Check the two days."))
        return cleaned

    def _check_day(self, name, day):
        try:
            check_day(day)
        except ValidationError as refused:
            self.add_error(name, refused)


def _partners():
    return LongText(
        label=_("Partners"),
        required=True,
        rows=2,
        help_text=_("One a line: the name, then a blank and the address of its website, if there is one."),
    )


def _plan():
    return LongText(
        label=_("Plan"),
        rows=6,
        most=LONGEST_PLAN,
        help_text=_("What is tried, with whom, and how you will see whether it helped. Everybody reads it."),
    )


class RegionName(forms.CharField):
    """The name of a region; what comes out is the region, or None."""

    def clean(self, value):
        return region_in(super().clean(value))


class PilotForm(Dated):
    """What a pilot says of itself."""

    purpose = "pilot"
    in_order = (("begins_on", "ends_on"), ("began_on", "ended_on"))

    partners = _partners()
    begins_on = day_field(_("Planned to begin on"))
    ends_on = day_field(_("Planned to end on"))
    began_on = day_field(_("Really began on"), help_text=_("Leave empty what is not known yet."))
    ended_on = day_field(_("Really ended on"))
    place = forms.CharField(label=_("Place"), required=False, max_length=300)
    region = RegionName(label=_("Region"), required=False, max_length=200)
    plan = _plan()

    def __init__(self, *args, pilot, **kwargs):
        first = {name: getattr(pilot, name) for name in ("begins_on", "ends_on", "began_on", "ended_on")}
        first |= {"place": pilot.place, "plan": pilot.plan}
        first |= {"partners": partners_as_text(pilot.partners), "region": region_as_text(pilot.region)}
        super().__init__(*args, initial=first, **kwargs)

    def clean_partners(self):
        return partners_in(self.cleaned_data["partners"])

    def values(self):
        return {name: self.cleaned_data[name] for name in PilotForm.base_fields}


class ProposalChoice(forms.ModelChoiceField):
    def label_from_instance(self, proposal):
        return proposal.organization_name or _("(no name)")


class BeginForm(Dated):
    """A pilot and the project that it runs as."""

    purpose = "pilot-begin"
    in_order = (("begins_on", "ends_on"),)
    TOLD = ("begins_on", "ends_on", "place", "plan")

    proposal = ProposalChoice(
        label=_("Proposal that was chosen"),
        queryset=None,
        required=False,
        empty_label=_("None on this site"),
        help_text=_("The proposal stays confidential: only what you type below is public."),
    )
    partners = _partners()
    begins_on = day_field(_("Planned to begin on"))
    ends_on = day_field(_("Planned to end on"))
    place = forms.CharField(label=_("Place"), required=False, max_length=300)
    plan = _plan()
    runs_as = forms.ChoiceField(
        label=_("The project page that it runs as"),
        choices=[("new", _("A new page, made now")), ("existing", _("One that is on this site"))],
        widget=forms.RadioSelect,
        initial="new",
    )
    project_title = forms.CharField(label=_("New page: name of the project"), required=False, max_length=200)
    project_purpose = LongText(
        label=_("New page: purpose"), rows=3, help_text=_("For whom, and what gets better? One or two sentences.")
    )
    repositories = LongText(
        label=_("New page: repositories on GitHub"),
        rows=2,
        help_text=_("One a line: owner/name, or the address on GitHub. Leave blank what there is not."),
    )
    project = forms.CharField(
        label=_("Page on this site: its address"),
        required=False,
        max_length=500,
        help_text=_("Copy the address from the project’s page."),
    )

    def __init__(self, *args, challenge, proposals, **kwargs):
        names = [each.organization_name for each in proposals if each.organization_name]
        first = {"partners": "\n".join(names), "proposal": proposals[0].pk if len(proposals) == 1 else None}
        if challenge.round:
            first |= {"begins_on": challenge.round.pilots_begin_on, "ends_on": challenge.round.pilots_end_on}
        super().__init__(*args, initial=first, **kwargs)
        self.fields["proposal"].queryset = challenge.proposals.filter(pk__in=[each.pk for each in proposals])
        if not proposals:
            del self.fields["proposal"]

    def clean_partners(self):
        return partners_in(self.cleaned_data["partners"])

    def clean(self):
        cleaned = super().clean()
        read = {"existing": self._read_existing, "new": self._read_new}.get(cleaned.get("runs_as", ""))
        if read:
            read(cleaned)
        return cleaned

    def _read_existing(self, cleaned):
        try:
            cleaned["found"] = project_in(cleaned.get("project", ""))
        except ValidationError as refused:
            self.add_error("project", refused)

    def _read_new(self, cleaned):
        """By the rules for every project that is brought in."""
        named = {"title": "project_title", "purpose": "project_purpose", "repositories": "repositories"}
        typed = as_checked({name: cleaned.get(field, "") for name, field in named.items()})
        typed.full_clean()
        for name, field in named.items():
            if name in typed.errors and field not in self.errors:
                self.add_error(field, typed.errors[name])
        self.new_project = typed.cleaned_data

    def values(self):
        """What the service is given."""
        cleaned = self.cleaned_data
        told = {name: cleaned[name] for name in ("partners", *self.TOLD)}
        if cleaned["runs_as"] == "existing":
            project = {"project": cleaned["found"]}
        else:
            new = self.new_project
            project = {"new_project": NewProject(new["title"], new["purpose"], tuple(new["repositories"]))}
        return {**told, **project, "proposal": cleaned.get("proposal")}


class MilestoneForm(Dated):
    purpose = "pilot-milestone"

    title = forms.CharField(label=_("Milestone"), max_length=200)
    due_on = day_field(_("Due on"))
    done_on = day_field(_("Done on"), help_text=_("Leave empty until it is done."))
    note = LongText(label=_("Note"), rows=3, most=LONGEST_NOTE, help_text=_("Everybody reads it."))

    def __init__(self, *args, milestone=None, **kwargs):
        names = ("title", "due_on", "done_on", "note")
        first = {name: getattr(milestone, name) for name in names} if milestone else {}
        super().__init__(*args, initial=first, **kwargs)

    def clean_done_on(self):
        return no_later_than_today(self.cleaned_data["done_on"])

    def values(self):
        return {name: self.cleaned_data[name] for name in ("title", "due_on", "done_on", "note")}


class UpdateForm(Dated):
    purpose = "pilot-update"

    text = forms.CharField(
        label=_("What was done"),
        widget=forms.Textarea({"rows": 8}),
        validators=[check_length],
        help_text=_("Everybody reads it. Plain text; addresses become links."),
    )
    day = day_field(_("Day"), help_text=_("The day on which it happened, or today."))

    def __init__(self, *args, update=None, **kwargs):
        first = {"text": update.text, "day": update.day} if update else {"day": localdate()}
        super().__init__(*args, initial=first, **kwargs)
        self.fields["day"].required = True

    def clean_day(self):
        return no_later_than_today(self.cleaned_data["day"])

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def values(self):
        return {"text": self.cleaned_data["text"], "day": self.cleaned_data["day"]}


def no_later_than_today(day):
    if day and day > localdate():
        raise ValidationError(_("This day has not come yet."), code="ahead")
    return day
