"""How many proposals a challenge has: a secret until it has closed, public afterwards, and true when they are gone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from challenges.models import ChallengePage, StageChange
from challenges.querysets import shown_at
from challenges.stages import Stage
from integrations.regular import regular

from .models import ClosingCount, Proposal
from .permissions import SEALED_STAGES, is_sealed

SETTLED_AFTER = timedelta(minutes=2)
"""By then every request that came in time is through: the web server ends those that take longer than a minute."""


def public_number(challenge, now: datetime) -> int | None:
    """Of the original `challenge`, in one query; None, without a query, before it has closed."""
    return None if is_sealed(challenge, now) else number_of(challenge)


def number_of(challenge) -> int | None:
    return ChallengePage.objects.filter(pk=challenge.pk).values_list(number_in_sql(), flat=True).get()


def number_in_sql():
    """Expression over challenges: as counted at this closing, else as they lie there now. None where there are none and
    the challenge was never open on this site: it came here later. Leave out sealed ones."""
    counted = ClosingCount.objects.filter(challenge=OuterRef("pk"))
    counted = counted.filter(Q(closes_at=OuterRef("closes_at")) | Q(closes_at=None))
    there = Proposal.objects.in_envelope().filter(challenge=OuterRef("pk")).order_by().values("challenge")
    none = Case(When(Exists(_openings(OuterRef("pk"))), then=Value(0)), output_field=IntegerField())
    return Coalesce(
        Subquery(counted.values("number")[:1]), Subquery(there.annotate(number=Count("pk")).values("number")), none
    )


def is_counted():
    """The condition, over challenges, that their number was noted at this closing: it is `closing_count__number`."""
    same = Q(closing_count__closes_at=F("closes_at"))
    return same | Q(closing_count__isnull=False, closing_count__closes_at__isnull=True)


def has_a_number():
    """The condition that `number_in_sql` is not None, in a form that is quick for thousands at once."""
    with_proposals = Proposal.objects.in_envelope().order_by().values("challenge")
    return is_counted() | Q(pk__in=with_proposals) | Q(pk__in=_lines_of_opening().order_by().values("challenge"))


def _openings(challenge):
    return _lines_of_opening().filter(challenge=challenge)


def _lines_of_opening():
    """Lines of logs which say that a challenge was opened here, by somebody, at a time."""
    return StageChange.objects.filter(stage=Stage.OPEN, changed_at__isnull=False)


def sealed_at(now):
    """The condition for a challenge to keep its envelopes closed, and their number secret."""
    sealed = Q()
    for stage in SEALED_STAGES:
        sealed |= shown_at(stage, now)
    return sealed


def closed_challenges(now):
    """Those whose envelopes are open."""
    return ChallengePage.objects.exclude(pk__in=ChallengePage.objects.filter(sealed_at(now)).values("pk"))


@regular("count_proposals", every=timedelta(minutes=5))
def count_closed(now: datetime) -> str:
    """Those that closed since; what takes proposals again is counted anew when it closes again."""
    ClosingCount.objects.exclude(challenge__in=closed_challenges(now)).delete()
    settled = closed_challenges(now - SETTLED_AFTER).exclude(pk__in=_counted_at_this_closing())
    waiting = settled.filter(Exists(_openings(OuterRef("pk"))) | Exists(_in_envelope_of(OuterRef("pk"))))
    counted = sum(count(challenge=each, now=now) for each in waiting)
    return f"{counted} counted"


def _in_envelope_of(challenge):
    return Proposal.objects.in_envelope().filter(challenge=challenge)


def _counted_at_this_closing():
    same = Q(closes_at=F("challenge__closes_at")) | Q(closes_at=None)
    return ClosingCount.objects.filter(same).values("challenge")


@transaction.atomic
def count(*, challenge, now) -> bool:
    """Note the number for good. Proposals that come at the same moment wait, and so does a deadline that moves."""
    challenge = ChallengePage.objects.select_for_update(of=("self",), no_key=True).get(pk=challenge.pk)
    if is_sealed(challenge, now):
        return False
    number = _in_envelope_of(challenge).count()
    ClosingCount.objects.update_or_create(
        challenge=challenge, defaults={"number": number, "closes_at": challenge.closes_at, "counted_at": now}
    )
    return True
