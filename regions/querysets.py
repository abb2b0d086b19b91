"""How regions and brigades are read."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Concat
from wagtail.search.queryset import SearchableQuerySetMixin

from pages.querysets import BasePageQuerySet


class RegionQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def prefectures(self):
        return self.filter(kind="prefecture")

    def within(self, region):
        """The region itself and, for a prefecture, its municipalities."""
        return self.filter(Q(code=region.code) | Q(parent=region))

    def beginning_with(self, letters):
        """Regions of which the name in any writing, or the code, begins with `letters`; prefectures first."""
        if not letters:
            return self.none()
        begins = [f"{name}__istartswith" for name in ("name_ja", "kana", "name_en", "code", "full_name")]
        fits = reduce(or_, (Q(**{lookup: letters}) for lookup in begins))
        return self._with_full_name().filter(fits).order_by("-kind", "code")

    def named(self, names):
        """Regions by their full Japanese names, which are unlike, as in 兵庫県神戸市."""
        return self._with_full_name().filter(full_name__in=list(names))

    def _with_full_name(self):
        return self.alias(full_name=Concat(Coalesce("parent__name_ja", Value("")), "name_ja"))


class RegionManager(models.Manager.from_queryset(RegionQuerySet)):
    """A municipality is named with its prefecture, so that comes along."""

    def get_queryset(self):
        return super().get_queryset().select_related("parent")


class BrigadeQuerySet(BasePageQuerySet):
    def for_listing(self):
        return self.for_visitors().with_card_facts().by_name()

    def with_card_facts(self):
        return self.select_related("locale").prefetch_related("regions")

    def by_name(self):
        return self.order_by("title", "pk")

    def in_region(self, region):
        """Brigades for the region itself or, for a prefecture, for one of its municipalities."""
        places = self.model.regions.through.objects.filter(Q(region=region) | Q(region__parent=region))
        return self.filter(pk__in=places.values("brigadepage"))
