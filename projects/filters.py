"""By what visitors narrow and order the list of projects."""

import django_filters as filters
from django import forms
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regions.choices import prefecture_choices
from regions.models import Region

from .models import Need, ProjectPage
from .querysets import ProjectQuerySet

ANY_ROLE = "any"
ROLES = [(ANY_ROLE, _("any help")), *Need.Role.choices]


def _seeking_help_first(projects):
    return projects.seeking_help_first(timezone.localdate())


SORTS = {
    "activity": (_("recently active"), ProjectQuerySet.by_activity),
    "help": (_("help wanted first"), _seeking_help_first),
    "busiest": (_("most done in 30 days"), ProjectQuerySet.busiest_first),
    "newest": (_("newest"), ProjectQuerySet.newest_first),
    "title": (_("title"), ProjectQuerySet.by_title),
}


class ProjectFilter(filters.FilterSet):
    """Offers only topics, technologies, prefectures and roles that some project has; one query finds them all."""

    q = filters.CharFilter(method="with_words", label=_("Words"), max_length=200)
    need = filters.ChoiceFilter(method="needing", label=_("Help wanted"), empty_label=_("does not matter"))
    region = filters.ChoiceFilter(method="in_region", label=_("Region"), empty_label=_("anywhere"))
    topic = filters.ChoiceFilter(method="on_topic", label=_("Topic"), empty_label=_("any"))
    technology = filters.ChoiceFilter(method="made_with", label=_("Technology"), empty_label=_("any"))
    status = filters.ChoiceFilter(
        method="at_status", label=_("Status"), choices=ProjectPage.Status.choices, empty_label=_("all but archived")
    )
    sort = filters.ChoiceFilter(
        method="sorted_by",
        label=_("Order"),
        choices=[(name, label) for name, (label, _method) in SORTS.items()],
        empty_label=None,
        widget=forms.HiddenInput,
    )

    class Meta:
        model = ProjectPage
        fields: list[str] = []

    @property
    def form(self):
        made_before = hasattr(self, "_form")
        form = super().form
        if not made_before:
            self._offer(form)
        return form

    def _offer(self, form):
        in_use = _values_in_use(self.queryset.order_by().values("pk"), timezone.localdate())
        asked = form.data.get("region", "")
        form.fields["region"].choices = [*_prefectures(in_use["region"] | {asked}), *_municipality(asked)]
        form.fields["need"].choices = [(role, label) for role, label in ROLES if role in in_use["need"] | {ANY_ROLE}]
        form.fields["topic"].choices = _by_label(in_use["topic"])
        form.fields["technology"].choices = _by_label(in_use["technology"])
        for name, message in UNKNOWN_VALUE.items():
            form.fields[name].error_messages["invalid_choice"] = message

    def filter_queryset(self, queryset):
        """Archived projects are found only by asking for them."""
        if not self.form.cleaned_data.get("status"):
            queryset = queryset.without_archived()
        return super().filter_queryset(queryset)

    def with_words(self, queryset, _name, words):
        return queryset.with_words(words)

    def needing(self, queryset, _name, role):
        return queryset.seeking_help(timezone.localdate(), role=None if role == ANY_ROLE else role)

    def in_region(self, queryset, _name, code):
        return queryset.in_region_coded(code)

    def on_topic(self, queryset, _name, slug):
        return queryset.filter(topics__slug=slug)

    def made_with(self, queryset, _name, slug):
        return queryset.filter(technologies__slug=slug)

    def at_status(self, queryset, _name, status):
        return queryset.filter(status=status)

    def sorted_by(self, queryset, _name, order):
        _label, method = SORTS[order]
        return method(queryset)


UNKNOWN_VALUE = {
    "need": _("Nobody asks for “%(value)s” now. Choose from the list."),
    "region": _("“%(value)s” is the national code of no prefecture or municipality. Choose from the list."),
    "topic": _("No project has the topic “%(value)s”. Choose from the list."),
    "technology": _("No project is made with “%(value)s”. Choose from the list."),
    "status": _("“%(value)s” is no status of a project. Choose from the list."),
    "sort": _("Projects cannot be ordered by “%(value)s”."),
}


def _values_in_use(projects, today):
    """Slugs with their labels of topics and technologies; codes of prefectures and roles of open needs."""
    topic, technology, region = (
        getattr(ProjectPage, name).through.objects.filter(projectpage__in=projects).order_by()
        for name in ("topics", "technologies", "regions")
    )
    prefecture = Coalesce("region__parent", "region")
    union = _branch(topic, "topic", "topic__slug", "topic__name_ja", "topic__name_en").union(
        _branch(technology, "technology", "technology__slug", "technology__name"),
        _branch(region, "region", prefecture),
        _branch(Need.objects.open_on(today).filter(project__in=projects).order_by(), "need", "role"),
    )
    found = {"topic": {}, "technology": {}, "region": set(), "need": set()}
    for kind, value, name_ja, name_en in union:
        if kind in {"region", "need"}:
            found[kind].add(value)
        else:
            found[kind][value] = name_en if get_language() == "en" and name_en else name_ja
    return found


def _branch(rows, kind, *columns):
    texts = [Cast(F(column) if isinstance(column, str) else column, TextField()) for column in columns]
    return rows.values_list(Value(kind, TextField()), *texts, *[Value("", TextField())] * (3 - len(texts)))


def _by_label(labels):
    return sorted(labels.items(), key=lambda item: item[1].casefold())


def _prefectures(codes):
    return [(code, name) for code, name in prefecture_choices() if code in codes]


def _municipality(code):
    """A municipality is not offered, but a link may ask for it by its code."""
    if len(code) != 6 or not code.isdigit() or code in dict(prefecture_choices()):
        return []
    found = Region.objects.filter(pk=code, kind=Region.Kind.MUNICIPALITY).select_related("parent").first()
    return [(found.code, found.full_name)] if found else []
