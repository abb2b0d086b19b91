"""How events are read. `now` is an aware datetime; for any `now` each event is in exactly one of
`upcoming` (running ones included), `past` and `undated`."""

from datetime import timedelta

from django.db.models import Case, F, Q, When

from pages.querysets import BasePageQuerySet

from .totals import totals_of


class EventQuerySet(BasePageQuerySet):
    def for_listing(self):
        return self.for_visitors().with_card_facts()

    def with_card_facts(self):
        return self.select_related("locale", "region__parent")

    def upcoming(self, now):
        return self.filter(over_at__gt=now).order_by(F("starts_at").asc(nulls_last=True), "title")

    def past(self, now):
        return self.filter(over_at__lte=now).order_by("-over_at", "title")

    def undated(self):
        return self.filter(over_at=None).order_by("title")

    def held(self, now):
        """Past and undated ones, the latest first, undated last."""
        return self.filter(Q(over_at__lte=now) | Q(over_at=None)).latest_first()

    def in_order(self, now):
        """All: the next one first, then past ones from the latest back, then those without a date."""
        upcoming, past = Q(over_at__gt=now), Q(over_at__lte=now)
        return self.order_by(
            Case(When(upcoming, then=0), When(past, then=1), default=2),
            Case(When(upcoming, then=F("starts_at"))).asc(nulls_last=True),
            F("over_at").desc(nulls_last=True),
            "title",
            "pk",
        )

    def in_region(self, region):
        return self.filter(Q(region=region) | Q(region__parent=region))

    def for_calendar(self, now):
        """Upcoming ones and those of the last year; one without a date can stand in no calendar."""
        recent = self.for_visitors().filter(over_at__gt=now - timedelta(days=365), starts_at__isnull=False)
        return recent.select_related("region__parent").order_by("starts_at", "pk")

    def of_project(self, project):
        return self.filter(participations__project=project).distinct()

    def latest_first(self):
        """Undated ones last."""
        return self.order_by(F("over_at").desc(nulls_last=True), "title")

    def totals(self, now):
        """What the events that have taken place add up to. Each sum says how many events it knows about."""
        return totals_of(self.held(now).filter(cancelled=False))


class SeriesQuerySet(BasePageQuerySet):
    pass
