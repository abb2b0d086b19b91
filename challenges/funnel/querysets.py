"""What became of challenges, counted by the database, in the same two queries however many they are. `now` is an aware
datetime. Nothing is asked challenge by challenge: for thousands of them that would take seconds."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear
from django.db.models.lookups import LessThan

from challenges.models import ChallengePage, StageChange
from challenges.outcomes.models import Outcome
from challenges.proposals.counting import has_a_number, is_counted, sealed_at
from challenges.stages import Stage

JAPAN = ZoneInfo("Asia/Tokyo")
FISCAL_YEARS_BEGIN_IN = 4
MOMENT = timedelta(seconds=1)


def counted_by(challenges, columns, now) -> list[dict]:
    """The numbers of `Counts` for each value of these columns, which come along, in no particular order. The first
    column tells the values apart."""
    known, key = _with_their_way(challenges, now).order_by(), columns[0]
    rows = list(known.values(*columns).annotate(**_numbers()))
    fresh = dict(_not_noted_yet(known).values_list(key).annotate(number=Count("proposals__submitted_at")))
    return [_with_proposals(row, fresh.get(row[key], 0)) for row in rows]


def counted(challenges, now) -> list[dict]:
    """The same over all of them together, as one row; none where there are none."""
    return counted_by(challenges.annotate(together=Value(1)), ("together",), now)


def _not_noted_yet(known):
    """Those that closed a moment ago: their proposals are counted as they lie in the envelope, by their moments."""
    return known.filter(is_sealed=False, is_noted=False)


def _with_proposals(row, fresh):
    noted = row.pop("proposals_noted") or 0
    return {**row, "proposals": noted + fresh if row["proposals_known"] else None}


def apart(challenges):
    """The same challenges, in a query that may join whatever it counts by."""
    return ChallengePage.objects.filter(pk__in=challenges.order_by().values("pk"))


def with_year(challenges):
    """`fiscal_year`: that of the round, else that in which the call began, or ended where only that is known."""
    ended = ExpressionWrapper(F("closes_at") - MOMENT, output_field=DateTimeField())
    years = (F("round__year"), _fiscal_year(F("opens_at")), _fiscal_year(ended))
    return challenges.annotate(fiscal_year=Coalesce(*years, output_field=IntegerField()))


def with_town(challenges):
    """`above`: the place in the tree of the municipality that posted it."""
    return challenges.above().annotate(above=F("above"))


def years_of(challenges) -> list[int]:
    """The latest first."""
    years = with_year(challenges).order_by().exclude(fiscal_year=None)
    return sorted(years.values_list("fiscal_year", flat=True).distinct(), reverse=True)


def _fiscal_year(moment):
    """From April to March, in Japan."""
    is_before_april = LessThan(ExtractMonth(moment, tzinfo=JAPAN), FISCAL_YEARS_BEGIN_IN)
    return ExtractYear(moment, tzinfo=JAPAN) - Case(When(is_before_april, then=1), default=0)


def _with_their_way(challenges, now):
    """`is_sealed`, `is_noted` (how many proposals it had), and `has_pilot`, None where nobody on this site can know.

    Whether one had a pilot is known where there is one, where it cannot have begun yet, and where the log was written
    here, move by move; of others, only where they stood when they came is known."""
    sealed = sealed_at(now)
    began = Q(pilot__isnull=False) | Q(stage=Stage.PILOT) | _logged(stage=Stage.PILOT, is_public=True)
    return challenges.annotate(
        is_sealed=_holds(sealed),
        is_noted=_holds(is_counted()),
        has_pilot=Case(
            When(began, then=Value(True)),
            When(sealed | _logged(changed_at__isnull=False), then=Value(False)),
            output_field=BooleanField(),
        ),
    )


def _logged(**line):
    return Q(pk__in=StageChange.objects.filter(**line).order_by().values("challenge"))


def _holds(condition):
    """What SQL can say neither of is not so."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _numbers():
    closed = Q(is_sealed=False)
    return {
        "challenges": Count("pk"),
        "closed": Count("pk", filter=closed),
        "proposals_noted": Sum("closing_count__number", filter=closed & Q(is_noted=True)),
        "proposals_known": Count("pk", filter=closed & has_a_number()),
        "pilots": Count("pk", filter=Q(has_pilot=True)),
        "pilots_known": Count("has_pilot"),
        "told": _told(),
        **{f"solved_{answer}": _told(solved=answer) for answer in Outcome.Solved},
        **{f"adopted_{answer}": _told(adopted=answer) for answer in Outcome.Adopted},
    }


def _told(**answers):
    """Outcomes that everybody can read, with these answers."""
    said = {f"told_outcome__{name}": answer for name, answer in answers.items()}
    return Count("pk", filter=Q(told_outcome__published_at__isnull=False, **said))
