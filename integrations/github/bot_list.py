"""The editors' list of bots that nothing else marks as such. What it says is true at once, everywhere."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Lower

from .claims import discard_answers_under_way
from .clock import Clock
from .models import Contribution, Contributor, ListedBot, Repository, Snapshot
from .people import read_contributors_again
from .rows import announce

Kind = Contributor.Kind


def listed_logins() -> frozenset[str]:
    """In lower case, as GitHub compares handles."""
    return frozenset(login.lower() for login in ListedBot.objects.order_by().values_list("login", flat=True))


def list_bot(*, login: str, reason: str = "", clock: Clock | None = None) -> ListedBot:
    """Count the account of this handle as a bot from now on; of one that is listed already, change the reason.

    The date of a repository's last commit by a person stays: which of the commits before were the bot's, nobody knows.
    """
    now = (clock or Clock()).now()
    handle = login.strip().removeprefix("@")
    with transaction.atomic():
        discard_answers_under_way()
        row = _row(handle) or ListedBot(login=handle)
        row.reason = reason.strip()
        row.save()
        _turn(handle, Kind.BOT, now)
    return row


def unlist_bot(*, login: str, clock: Clock | None = None) -> bool:
    """Count it as a person again, unless GitHub itself calls it a bot; return whether it was listed."""
    now = (clock or Clock()).now()
    with transaction.atomic():
        discard_answers_under_way()
        row = _row(login)
        if row is not None:
            row.delete()
            _turn(login, Kind.HUMAN, now)
    return row is not None


def _row(login: str) -> ListedBot | None:
    return ListedBot.objects.alias(folded=Lower("login")).filter(folded=login.lower()).first()


def _turn(login: str, kind: Kind, now: datetime) -> None:
    """Accounts of this handle are of this kind now. Of those whose handle is not kept only GitHub's list can tell."""
    turning = Contributor.objects.alias(folded=Lower("login")).filter(folded=login.lower()).exclude(kind=kind)
    if kind == Kind.HUMAN:
        turning = turning.filter(is_bot_by_type=False)
    pks = list(turning.values_list("pk", flat=True))
    moved = Counter(Contribution.objects.filter(contributor__in=pks).order_by().values_list("repository", flat=True))
    Contributor.objects.filter(pk__in=pks).update(kind=kind)
    for number in set(moved.values()):
        _move([pk for pk, count in moved.items() if count == number], number, to=kind)
    _read_again_where_handles_are_not_kept(now)
    announce(moved)


def _move(repository_pks: list[int], number: int, *, to: Kind) -> None:
    """Between people and bots of the latest figures; what is unknown stays so."""
    gains, loses = ("contributors_bot", "contributors_human")[:: 1 if to == Kind.BOT else -1]
    latest = Repository.objects.filter(pk__in=repository_pks).values("latest_snapshot")
    rows = Snapshot.objects.filter(pk__in=latest, **{f"{loses}__gte": number})
    rows.update(**{gains: F(gains) + number, loses: F(loses) - number})


def _read_again_where_handles_are_not_kept(now: datetime) -> None:
    nameless = Contribution.objects.filter(repository=OuterRef("pk"), contributor__login="")
    read_contributors_again(of=list(Repository.objects.filter(Exists(nameless)).values_list("pk", flat=True)), at=now)
