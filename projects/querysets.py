"""How projects are read. `today` is a date in Japan."""

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from pages.querysets import BasePageQuerySet

from .needs.rules import OVER

FIRST = F("last_activity_at").desc(nulls_last=True)


class NeedQuerySet(QuerySet):
    def open_on(self, today):
        """Those that are neither expired nor closed."""
        return self.filter(closed_at=None, expires_on__gte=today)

    def not_closed(self):
        """Those that are shown, and those that nobody has confirmed in time."""
        return self.filter(closed_at=None).order_by("sort_order", "pk")

    def closed(self):
        """The last to be closed first."""
        return self.exclude(closed_at=None).order_by("-closed_at", "-pk")


class ProjectQuerySet(BasePageQuerySet):
    def with_card_facts(self):
        """What a card shows besides details and covers, which `project_cards` reads for all cards at once."""
        return self.select_related("locale")

    def for_feed(self):
        """What feeds and the API tell about: the newest first, archived ones left out."""
        return self.for_visitors().without_archived().newest_first().with_card_facts()

    def without_archived(self):
        return self.exclude(status="archived")

    def in_region(self, region):
        """Projects for the region itself or, for a prefecture, for one of its municipalities."""
        return self.in_region_coded(region.code)

    def in_region_coded(self, code):
        places = self.model.regions.through.objects.filter(Q(region=code) | Q(region__parent=code))
        return self.filter(pk__in=places.values("projectpage"))

    def seeking_help(self, today, role=None):
        """Projects with a need (for this role) that has not expired."""
        needs = apps.get_model("projects.Need").objects.open_on(today)
        wanted = needs.filter(role=role) if role else needs
        return self.exclude(status__in=OVER).filter(pk__in=wanted.values("project"))

    def of_github_owner(self, owner):
        """Projects with a repository of this account, however it is written."""
        links = apps.get_model("projects.ProjectRepository").objects.alias(lower_name=Lower("repository__full_name"))
        return self.filter(pk__in=links.filter(lower_name__startswith=f"{owner.lower()}/").values("project"))

    def seeking_help_first(self, today):
        """Those that ask for help today, then all others; the most recently active of each first."""
        asks = Exists(self.model.objects.seeking_help(today).filter(pk=OuterRef("pk")))
        return self.annotate(asks_for_help=asks).order_by(F("asks_for_help").desc(), FIRST, "title", "pk")

    def by_activity(self):
        """The most recently active first; unknown last."""
        return self.order_by(FIRST, "title", "pk")

    def busiest_first(self):
        """By what was done in the last 30 days; unknown last."""
        return self.order_by(F("recent_work").desc(nulls_last=True), FIRST, "title", "pk")

    def newest_first(self):
        """By the day of publication on this site."""
        return self.order_by(F("first_published_at").desc(nulls_last=True), "-pk")

    def by_title(self):
        return self.order_by("title", "pk")
