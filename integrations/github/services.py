"""What people and the floors above do with repositories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, models, transaction

from .claims import LEASE
from .clock import Clock
from .models import FollowUp, Repository, Status, SyncRun
from .querysets import RepositoryQuerySet
from .signals import repositories_merged

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Added:
    """Counts of `add_repositories`: new rows, rows that were there, and repeats within the input."""

    new: int
    known: int
    repeated: int


def add_repositories(*, names: Iterable[str], clock: Clock | None = None) -> Added:
    """Follow the repositories of these `owner/name` names. Works offline: new rows wait as pending.

    A name that a gone repository had may belong to a new one by now, and an old name may have been given to another,
    so both get a row of their own, which the sync merges into the old one if they turn out to be the same.
    """
    listed = list(names)
    wanted: dict[str, str] = {}
    for name in listed:
        wanted.setdefault(name.lower(), name)
    now = (clock or Clock()).now()
    unique = list(wanted.values())
    new = 0
    for start in range(0, len(unique), _AT_ONCE):
        with transaction.atomic():
            new += _add(unique[start : start + _AT_ONCE], now)
    return Added(new=new, known=len(unique) - new, repeated=len(listed) - len(unique))


def follow(*, full_name: str) -> Repository:
    """The row for one `owner/name`, made if there is none: for forms and importers that link to it."""
    add_repositories(names=[full_name])
    known_first = models.F("github_id").desc(nulls_last=True)
    return _living(Repository.objects.named([full_name])).order_by(known_first)[0]


def queue_repositories(*, repositories: RepositoryQuerySet, clock: Clock) -> int:
    """Make them due now, whenever they were due before; return how many were not. So are their questions that failed.

    What another run that is still at work has already asked about stays as it is: two full runs started together
    share the work instead of doing it twice.
    """
    now = clock.now()
    at_work = SyncRun.objects.filter(outcome=SyncRun.Outcome.RUNNING, heartbeat_at__gt=now - LEASE)
    since = at_work.aggregate(since=models.Min("started_at"))["since"]
    if since is not None:
        repositories = repositories.exclude(attempted_at__gte=since)
    with transaction.atomic():
        failed = FollowUp.objects.filter(repository__in=repositories.values("pk"), failures__gt=0, due_at__gt=now)
        failed.update(due_at=now)
        return repositories.filter(due_at__gt=now).update(due_at=now)


def merge_repositories(*, losing: Repository, winning: Repository) -> None:
    """Two rows turned out to be one repository: move every link to the winner, then delete the loser.

    Every foreign key of every app is moved, whatever floor it is on. Where a link would double one that the winner
    has already (a unique constraint), the winner's stays.
    """
    with transaction.atomic():
        for relation in Repository._meta.get_fields(include_hidden=True):  # noqa: SLF001 - public by documentation
            if isinstance(relation, models.ManyToOneRel):
                _move_links(relation, losing, winning)
        repositories_merged.send(sender=Repository, losing_id=losing.pk, winning_id=winning.pk)
        Repository.objects.filter(pk=losing.pk).delete()


def _add(names: list[str], now: datetime) -> int:
    there = _living(Repository.objects.named(names)).values_list("full_name", flat=True)
    known = {name.lower() for name in there}
    rows = [Repository(full_name=name, added_at=now, due_at=now) for name in names if name.lower() not in known]
    Repository.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _living(repositories: RepositoryQuerySet) -> RepositoryQuerySet:
    """Rows that a name certainly means: those asked for by this name, and those seen under it at the last check."""
    return repositories.filter(
        models.Q(github_id=None)
        | models.Q(unreachable_since=None, status__in=[Status.ACTIVE, Status.ARCHIVED, Status.PENDING])
    )


def _move_links(relation: models.ManyToOneRel, losing: Repository, winning: Repository) -> None:
    link = relation.field.name
    links = relation.related_model._base_manager  # noqa: SLF001 - the documented name
    for pk in list(links.filter(**{link: losing}).values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                links.filter(pk=pk).update(**{link: winning})
        except IntegrityError:
            links.filter(pk=pk).delete()
