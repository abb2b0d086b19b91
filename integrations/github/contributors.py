"""Who contributed to some repositories together, for pages: people and bots apart, each as they chose to be told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Sum, Window
from django.db.models.functions import RowNumber

from .figures import State, state_of
from .models import Contributor, Repository, Snapshot
from .names import web_address

Kind = Contributor.Kind


@dataclass(frozen=True, slots=True)
class Shown:
    """`name` and `url` are empty where the person chose to have no name here. Commits are those of all the
    repositories together."""

    name: str
    url: str
    commits: int


@dataclass(frozen=True, slots=True)
class Contributors:
    """Whoever has the most commits comes first; `more_…` are those beyond what was asked for.

    Who chose not to be kept is neither listed nor counted here. `anonymous` are authors without an account, added up
    over the repositories, None where that is known of none. `observed_at` is the oldest of the lists, in UTC; `state`
    is that of a figure.
    """

    people: list[Shown]
    more_people: int
    bots: list[Shown]
    more_bots: int
    anonymous: int | None
    observed_at: datetime | None
    state: State


def contributors_of(repositories: Sequence[Repository], *, most: int = 24) -> Contributors:
    """At most `most` people and as many bots of the repositories that are not gone.

    One query, when the repositories come from `with_latest_figures()`.
    """
    there = [row for row in repositories if not row.is_gone]
    known = [row.latest_snapshot for row in there if row.latest_snapshot and _is_known(row.latest_snapshot)]
    listed = _listed([row.pk for row in there], most) if known else []
    people, more_people = _of_kind(listed, Kind.HUMAN)
    bots, more_bots = _of_kind(listed, Kind.BOT)
    return Contributors(
        people=people,
        more_people=more_people,
        bots=bots,
        more_bots=more_bots,
        anonymous=sum(each.contributors_anonymous or 0 for each in known) if known else None,
        observed_at=min(
            (each.contributors_observed_at for each in known if each.contributors_observed_at), default=None
        ),
        state=state_of(there or repositories, known=len(known)),
    )


def _is_known(snapshot: Snapshot) -> bool:
    return snapshot.contributors_human is not None


def _listed(repository_pks: Sequence[int], most: int) -> list[Any]:
    """Contributors, each with `commits`, and with `of_kind`, the number of their kind."""
    commits = Contributor.objects.filter(contributions__repository__in=repository_pks).annotate(
        commits=Sum("contributions__commits")
    )
    placed = commits.annotate(
        place=Window(RowNumber(), partition_by="kind", order_by=[F("commits").desc(), F("github_id")]),
        of_kind=Window(Count("pk"), partition_by="kind"),
    )
    return list(placed.filter(place__lte=most).order_by("place"))


def _of_kind(listed: Iterable[Any], kind: Kind) -> tuple[list[Shown], int]:
    """Those to show, and how many there are besides."""
    rows = [row for row in listed if row.kind == kind]
    shown = [Shown(row.login, _page(row.login), row.commits) for row in rows]
    return shown, rows[0].of_kind - len(rows) if rows else 0


def _page(login: str) -> str:
    """On GitHub, where an app has its page elsewhere than a person; empty without a handle."""
    if not login:
        return ""
    app = login.removesuffix("[bot]")
    return f"{web_address()}/{login}" if app == login else f"{web_address()}/apps/{app}"
