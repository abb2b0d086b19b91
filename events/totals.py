"""What events add up to. A sum says how many events it is known for: an unknown number is no nought."""

from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, NullIf

from .times import whole_where_whole

LASTED = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
PERSON_TIME = ExpressionWrapper(LASTED * Cast("attendees", IntegerField()), output_field=DurationField())


@dataclass(frozen=True)
class Total:
    """`value` is None where it is known for no event."""

    value: int | float | None
    known: int


@dataclass(frozen=True)
class Totals:
    """`projects` counts a project each time it takes part; `person_hours` are each event's hours times its people."""

    events: int
    hours: Total
    attendees: Total
    projects: Total
    person_hours: Total


def totals_of(events) -> Totals:
    """One query, however many events there are."""
    sums = _with_parts(events).aggregate(
        events=Count("pk"),
        hours=Sum("lasted"),
        hours_known=Count("lasted"),
        people=Sum("attendees"),
        people_known=Count("attendees"),
        projects=Sum("project_number"),
        projects_known=Count("project_number"),
        person_hours=Sum("person_time"),
        person_hours_known=Count("person_time"),
    )
    return Totals(
        events=sums["events"],
        hours=Total(_hours(sums["hours"]), sums["hours_known"]),
        attendees=Total(sums["people"], sums["people_known"]),
        projects=Total(sums["projects"], sums["projects_known"]),
        person_hours=Total(_hours(sums["person_hours"]), sums["person_hours_known"]),
    )


def _with_parts(events):
    named = Subquery(
        events.model.objects.order_by()
        .filter(pk=OuterRef("pk"))
        .annotate(named=NullIf(Count("participations"), 0))
        .values("named"),
        output_field=IntegerField(),
    )
    return events.order_by().annotate(
        lasted=Case(When(Q(whole_day=False), then=LASTED), output_field=DurationField()),
        person_time=Case(When(Q(whole_day=False), then=PERSON_TIME), output_field=DurationField()),
        named=named,
        project_number=Greatest(_either("named", "reported_projects"), _either("reported_projects", "named")),
    )


def _either(first, second):
    """Unknown only where both are."""
    return Coalesce(first, second, output_field=IntegerField())


def _hours(duration):
    return None if duration is None else whole_where_whole(duration.total_seconds() / 3600)
