"""The list of challenges at the desk: filtered, paged, in groups."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from challenges.models import ChallengePage, MunicipalityPage, Round
from challenges.permissions import is_programme_office
from pages.listing import listing

from .reading import challenges_at_the_desk_of, grouped, rows_of


class DeskFilter(filters.FilterSet):
    """For whoever sees the challenges of all municipalities."""

    round = filters.ModelChoiceFilter(
        label=_("Round"), queryset=Round.objects.all(), to_field_name="slug", empty_label=_("any")
    )
    town = filters.ModelChoiceFilter(
        label=_("Municipality"),
        queryset=MunicipalityPage.objects.originals().order_by("title"),
        to_field_name="slug",
        empty_label=_("any"),
        method="in_town",
    )

    class Meta:
        model = ChallengePage
        fields: list[str] = []

    def in_town(self, queryset, _name, town):
        return queryset.in_towns(MunicipalityPage.objects.filter(pk=town.pk))


def listed(request, now):
    """The listing and its rows in groups."""
    user = request.user
    challenges = challenges_at_the_desk_of(user).by_work(now)
    filterset = DeskFilter(request.GET, queryset=challenges, request=request) if is_programme_office(user) else None
    empty = _("No challenge here. Take away a filter, or write one in the editors’ admin.")
    found = listing(
        request,
        challenges,
        filterset=filterset,
        cards=lambda page: rows_of(page.object_list, user, now),
        empty_message=empty,
    )
    return {"listing": found, "groups": grouped(found.cards)}
