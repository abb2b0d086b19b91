"""By what visitors narrow the list of outcomes."""

import django_filters as filters
from django import forms
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from challenges.models import ChallengePage, MunicipalityPage
from pages.models import Topic
from regions.choices import prefecture_choices
from regions.models import Region

from .models import Outcome
from .querysets import has_open_results, says, told

UNKNOWN = "unknown"


class OutcomeFilter(filters.FilterSet):
    """Offers only topics and prefectures that some outcome has."""

    q = filters.CharFilter(method="with_words", label=_("Words"), max_length=200)
    topic = filters.ChoiceFilter(field_name="topics__slug", label=_("Topic"), empty_label=_("any"))
    solved = filters.ChoiceFilter(
        method="answered",
        label=_("Is it solved?"),
        choices=[*Outcome.Solved.choices, (UNKNOWN, _("not known"))],
        empty_label=_("any"),
    )
    adopted = filters.ChoiceFilter(
        method="answered",
        label=_("Was it adopted?"),
        choices=[*Outcome.Adopted.choices, (UNKNOWN, _("undecided"))],
        empty_label=_("any"),
    )
    region = filters.ChoiceFilter(method="in_region", label=_("Region"), empty_label=_("anywhere"))
    open = filters.BooleanFilter(
        method="with_open_results", label=_("With open code, data or documents"), widget=forms.CheckboxInput
    )

    class Meta:
        model = ChallengePage
        fields: list[str] = []

    @cached_property
    def form(self):
        form = super().form
        form.fields["topic"].choices = _topics_in_use()
        form.fields["region"].choices = _prefectures_in_use()
        for name, message in UNKNOWN_VALUE.items():
            form.fields[name].error_messages["invalid_choice"] = message
        return form

    def with_words(self, queryset, _name, words):
        return queryset.filter(Q(pk__in=queryset.with_words(words).order_by().values("pk")) | says(words))

    def answered(self, queryset, name, answer):
        return queryset.filter(**{f"told_outcome__{name}": None if answer == UNKNOWN else answer})

    def in_region(self, queryset, _name, code):
        return queryset.in_region(Region(code=code))

    def with_open_results(self, queryset, _name, wanted):
        return queryset.filter(has_open_results("told_outcome")) if wanted else queryset


UNKNOWN_VALUE = {
    "topic": _("No outcome has the topic “%(value)s”. Choose from the list."),
    "region": _("No outcome is known from “%(value)s”. Choose from the list."),
    "solved": _("“%(value)s” is no answer to that. Choose from the list."),
    "adopted": _("“%(value)s” is no answer to that. Choose from the list."),
}


def _topics_in_use():
    found = Topic.objects.filter(challenges__in=told(ChallengePage.objects.for_visitors()).order_by().values("pk"))
    return sorted(((topic.slug, topic.name) for topic in found.distinct()), key=lambda choice: choice[1])


def _prefectures_in_use():
    above = told(ChallengePage.objects.for_visitors()).above().order_by().annotate(town=F("above")).values("town")
    spaces = MunicipalityPage.objects.filter(path__in=above).exclude(region=None).order_by()
    codes = {parent or own for own, parent in spaces.values_list("region", "region__parent")}
    return [(code, name) for code, name in prefecture_choices() if code in codes]
