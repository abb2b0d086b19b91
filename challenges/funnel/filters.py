"""Of which challenges the funnel is, and by what they are compared."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.filters import ChallengeFilter
from challenges.models import ChallengePage

from .groupings import CHOICES, GROUPINGS, year_title
from .querysets import with_year, years_of


class FunnelFilter(ChallengeFilter):
    """As the list of challenges is narrowed, by place, topic and round; and by year."""

    q = stage = sort = None
    year = filters.ChoiceFilter(method="in_year", label=_("Fiscal year"), empty_label=_("any"))
    by = filters.ChoiceFilter(method="compared", choices=CHOICES, empty_label=None, widget=forms.HiddenInput)

    @property
    def grouping(self) -> str:
        return self.form.cleaned_data.get("by") or next(iter(GROUPINGS))

    def _offer(self, form):
        super()._offer(form)
        years = years_of(ChallengePage.objects.for_visitors())
        form.fields["year"].choices = [(str(year), year_title(year)) for year in years]
        for name, message in UNKNOWN_VALUE.items():
            form.fields[name].error_messages["invalid_choice"] = message

    def in_year(self, queryset, _name, year):
        return with_year(queryset).filter(fiscal_year=int(year))

    def compared(self, queryset, _name, _grouping):
        return queryset


UNKNOWN_VALUE = {
    "year": _("There is no challenge of the fiscal year “%(value)s”. Choose from the list."),
    "by": _("Challenges cannot be compared by “%(value)s”. They are shown by year."),
}
