"""By what visitors narrow and order the list of challenges."""

from collections import defaultdict

import django_filters as filters
from django import forms
from django.db.models import F, IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regions.choices import prefecture_choices
from regions.models import Region

from .models import ChallengePage, MunicipalityPage, Round
from .stages import READING_ORDER

NO_TEXT = Value("", TextField())
SORTS = [("stage", _("by stage and deadline")), ("newest", _("newest first"))]


class ChallengeFilter(filters.FilterSet):
    """Offers only topics, rounds and prefectures that some challenge has; one query finds them all.

    `now` is the moment at which stages are told: the same for the whole page."""

    q = filters.CharFilter(method="with_words", label=_("Words"), max_length=200)
    stage = filters.ChoiceFilter(
        method="at_stage",
        label=_("Stage"),
        choices=[(stage.value, stage.label) for stage in READING_ORDER],
        empty_label=_("any"),
    )
    region = filters.ChoiceFilter(method="in_region", label=_("Region"), empty_label=_("anywhere"))
    topic = filters.ChoiceFilter(field_name="topics__slug", label=_("Topic"), empty_label=_("any"))
    round = filters.ChoiceFilter(field_name="round__slug", label=_("Round"), empty_label=_("any"))
    sort = filters.ChoiceFilter(
        method="sorted_by", label=_("Order"), choices=SORTS, empty_label=None, widget=forms.HiddenInput
    )

    class Meta:
        model = ChallengePage
        fields: list[str] = []

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now

    @property
    def form(self):
        made_before = hasattr(self, "_form")
        form = super().form
        if not made_before:
            self._offer(form)
        return form

    def _offer(self, form):
        in_use = _values_in_use()
        asked = form.data.get("region", "")
        prefectures = in_use["region"].keys() | {asked}
        offered = [(code, name) for code, name in prefecture_choices() if code in prefectures]
        form.fields["region"].choices = [*offered, *_municipality(asked)]
        form.fields["topic"].choices = sorted(in_use["topic"].items(), key=lambda item: item[1])
        form.fields["round"].choices = list(in_use["round"].items())
        for name in form.fields.keys() & UNKNOWN_VALUE.keys():
            form.fields[name].error_messages["invalid_choice"] = UNKNOWN_VALUE[name]

    def with_words(self, queryset, _name, words):
        return queryset.with_words(words)

    def at_stage(self, queryset, _name, stage):
        return queryset.at_stage(stage, self.now)

    def in_region(self, queryset, _name, code):
        return queryset.in_region(Region(code=code))

    def sorted_by(self, queryset, _name, order):
        return queryset.newest_first() if order == "newest" else queryset


UNKNOWN_VALUE = {
    "stage": _("“%(value)s” is no stage of a challenge. Choose from the list."),
    "region": _("“%(value)s” is the national code of no prefecture or municipality. Choose from the list."),
    "topic": _("No challenge has the topic “%(value)s”. Choose from the list."),
    "round": _("There is no challenge in the round “%(value)s”. Choose from the list."),
    "sort": _("Challenges cannot be ordered by “%(value)s”."),
}


def _values_in_use():
    """By kind: slugs of topics and rounds, codes of prefectures, each with its name; the latest round first."""
    challenges = ChallengePage.objects.for_visitors().order_by()
    topics = ChallengePage.topics.through.objects.filter(challengepage__in=challenges.values("pk")).order_by()
    rounds = Round.objects.filter(challenges__in=challenges.values("pk")).order_by()
    spaces = MunicipalityPage.objects.for_visitors().exclude(region=None).order_by()
    rows = _named(topics, "topic", "topic__slug", "topic__name_ja", "topic__name_en").union(
        _named(rounds, "round", "slug", "name_ja", "name_en", year=F("year")),
        _named(spaces, "region", Coalesce("region__parent", "region")),
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, value, name_ja, name_en, _year in sorted(rows, key=lambda row: (-row[-1], row[1])):
        found[kind][value] = name_en if get_language() == "en" and name_en else name_ja
    return found


def _named(rows, kind, *columns, year=None):
    texts = [Cast(column, TextField()) for column in columns]
    padded = [*texts, *[NO_TEXT] * (3 - len(texts))]
    return rows.values_list(Value(kind, TextField()), *padded, Cast(year or Value(0), IntegerField()))


def _municipality(code):
    """A municipality is not offered, but a link may ask for it by its code."""
    if len(code) != 6 or not code.isdigit():
        return []
    found = Region.objects.filter(pk=code, kind=Region.Kind.MUNICIPALITY).select_related("parent").first()
    return [(found.code, found.full_name)] if found else []
