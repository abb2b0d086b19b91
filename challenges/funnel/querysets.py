"""What became of challenges, counted by the database, in one query however many they are. `now` is an aware datetime."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear
from django.db.models.lookups import LessThan

from challenges.models import ChallengePage, MunicipalityPage, StageChange
from challenges.outcomes.models import Outcome
from challenges.proposals.counting import number_in_sql, sealed_at
from challenges.stages import Stage

JAPAN = ZoneInfo("Asia/Tokyo")
FISCAL_YEARS_BEGIN_IN = 4
MOMENT = timedelta(seconds=1)


def counted(challenges, now) -> dict[str, int | None]:
    """The numbers of `Counts` over all of them together."""
    return _with_their_way(challenges, now).order_by().aggregate(**_numbers())


def counted_by(challenges, columns, now) -> list[dict]:
    """The same for each value of these columns, which come along, in no particular order."""
    rows = _with_their_way(challenges, now).order_by().values(*columns)
    return list(rows.annotate(**_numbers()))


def apart(challenges):
    """The same challenges, in a query that may join whatever it counts by."""
    return ChallengePage.objects.filter(pk__in=challenges.order_by().values("pk"))


def with_year(challenges):
    """`fiscal_year`: that of the round, else that in which the call began, or ended where only that is known."""
    ended = ExpressionWrapper(F("closes_at") - MOMENT, output_field=DateTimeField())
    years = (F("round__year"), _fiscal_year(F("opens_at")), _fiscal_year(ended))
    return challenges.annotate(fiscal_year=Coalesce(*years, output_field=IntegerField()))


def with_region(challenges):
    """`region`: the code of the municipality that posted it, None where its page names none."""
    above = MunicipalityPage.objects.filter(path=OuterRef("above"))
    return challenges.above().annotate(region=Subquery(above.values("region")[:1]))


def years_of(challenges) -> list[int]:
    """The latest first."""
    years = with_year(challenges).order_by().exclude(fiscal_year=None)
    return sorted(years.values_list("fiscal_year", flat=True).distinct(), reverse=True)


def _fiscal_year(moment):
    """From April to March, in Japan."""
    is_before_april = LessThan(ExtractMonth(moment, tzinfo=JAPAN), FISCAL_YEARS_BEGIN_IN)
    return ExtractYear(moment, tzinfo=JAPAN) - Case(When(is_before_april, then=1), default=0)


def _with_their_way(challenges, now):
    """`is_sealed`; `number` of proposals, and `has_pilot`, both None where nobody on this site can know.

    Whether one had a pilot is known where there is one, where it cannot have begun yet, and where the log was written
    here, move by move; of others, only where they stood when they came is known."""
    sealed, log = sealed_at(now), StageChange.objects.filter(challenge=OuterRef("pk"))
    began = Q(pilot__isnull=False) | Q(stage=Stage.PILOT) | Exists(log.filter(stage=Stage.PILOT, is_public=True))
    is_followed = sealed | Exists(log.filter(changed_at__isnull=False))
    return challenges.annotate(
        is_sealed=Case(When(sealed, then=True), default=False, output_field=BooleanField()),
        number=Case(When(sealed, then=None), default=number_in_sql(), output_field=IntegerField()),
        has_pilot=Case(
            When(began, then=Value(True)), When(is_followed, then=Value(False)), output_field=BooleanField()
        ),
    )


def _numbers():
    return {
        "challenges": Count("pk"),
        "closed": Count("pk", filter=Q(is_sealed=False)),
        "proposals": Sum("number"),
        "proposals_known": Count("number"),
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
