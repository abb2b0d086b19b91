"""Reads of repositories, named for their use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from .models import Repository, RepositoryName  # noqa: F401


LIVING = models.Q(status__in=["active", "archived"], unreachable_since=None)


class RepositoryNameQuerySet(models.QuerySet["RepositoryName"]):
    def named(self, names: Iterable[str]) -> RepositoryNameQuerySet:
        """Match without case, as GitHub does, through the index on the folded name."""
        folded = {name.lower() for name in names}
        return self.alias(folded_name=Lower("full_name")).filter(folded_name__in=folded)


class RepositoryQuerySet(models.QuerySet["Repository"]):
    def with_latest_figures(self) -> RepositoryQuerySet:
        """Bring the latest snapshot along, so that `figures_for` needs no query."""
        return self.select_related("latest_snapshot")

    def with_all_that_is_known(self) -> RepositoryQuerySet:
        """The latest figures, what is inside and the recent activity, so that `figures_for`, `content` and
        `recent_totals` need no query."""
        from .models import FollowUp

        settled = FollowUp.objects.filter(
            repository=models.OuterRef("pk"), kind=FollowUp.Kind.RECENT, due_at=None, answered=models.F("wanted")
        )
        whole = self.select_related("latest_snapshot", "content", "recent_activity")
        return whole.annotate(recent_is_settled=models.Exists(settled))

    def named(self, names: Iterable[str]) -> RepositoryQuerySet:
        """Those which have one of these names now, without regard to case."""
        folded = {name.lower() for name in names}
        return self.alias(folded_name=Lower("full_name")).filter(folded_name__in=folded)

    def by_name(self, full_name: str) -> Repository | None:
        """The repository of this name, or the last one that had it."""
        current = self.named([full_name]).order_by(models.F("github_id").desc(nulls_last=True)).first()
        if current is not None:
            return current
        from .models import RepositoryName

        former = RepositoryName.objects.named([full_name]).order_by("-until", "-id").values("repository")
        return self.filter(pk__in=former[:1]).first()

    def due(self, now: datetime) -> RepositoryQuerySet:
        """Those to ask about now which nobody else is asking about, the longest waiting first."""
        return self.unclaimed(now).filter(due_at__lte=now).order_by("due_at", "id")

    def least_recently_seen_first(self) -> RepositoryQuerySet:
        return self.order_by(models.F("attempted_at").asc(nulls_first=True), "due_at", "id")

    def unclaimed(self, now: datetime) -> RepositoryQuerySet:
        return self.filter(models.Q(claimed_until=None) | models.Q(claimed_until__lt=now))

    def to_follow_up(self, kind: str, now: datetime) -> RepositoryQuerySet:
        """Living ones with a question of this kind to ask now, the longest waiting first."""
        due = self.unclaimed(now).filter(LIVING, follow_ups__kind=kind, follow_ups__due_at__lte=now)
        return due.order_by("follow_ups__due_at", "id")

    def queued_until(self, at: datetime) -> RepositoryQuerySet:
        """Those with anything left to ask by then, about themselves or as a follow-up."""
        from .models import FollowUp, PeriodPulse

        here = models.OuterRef("pk")
        waiting = models.Exists(FollowUp.objects.filter(repository=here, due_at__lte=at))
        wanted = models.Exists(PeriodPulse.objects.filter(repository=here, due_at__lte=at))
        return self.filter(models.Q(due_at__lte=at) | (LIVING & (waiting | wanted)))

    def unresolved(self) -> RepositoryQuerySet:
        """Known by name only: to be asked for by name."""
        return self.filter(node_id="")

    def resolved(self) -> RepositoryQuerySet:
        """Known by id: to be asked for by id, whatever they are called now."""
        return self.exclude(node_id="")
