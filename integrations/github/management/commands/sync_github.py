"""Ask GitHub about every repository that is due. Cron, a timer or the task worker call this."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from integrations.github.claims import take_over_from_the_dead, this_worker
from integrations.github.client import connect
from integrations.github.clock import Clock
from integrations.github.credentials import credentials
from integrations.github.errors import (
    CredentialsRefusedError,
    GitHubError,
    NotConfiguredError,
    OutOfBudgetError,
    RejectedError,
)
from integrations.github.limits import Ledger
from integrations.github.models import FollowUp, Repository, SyncRun
from integrations.github.names import InvalidRepositoryName, parse_repository_name
from integrations.github.querysets import RepositoryQuerySet
from integrations.github.services import queue_repositories
from integrations.github.sync import Observer, run_sync

OUT_OF_BUDGET = 75


class Command(BaseCommand):
    help = (
        "Fetch the figures of every repository that is due. Exit code 0: done; 1: some failed, they are named; "
        "2: wrong use or settings; 75: out of budget, the rest is queued for the time that is named."
    )
    stealth_options = ("clock",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repository",
            nargs="+",
            action="extend",
            metavar="owner/name",
            help="only these, whether they are due or not",
        )
        parser.add_argument("--all", action="store_true", help="every repository, whether it is due or not")
        parser.add_argument("--max-points", type=_positive, metavar="N", help="spend at most N GraphQL points")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        clock: Clock = options.get("clock") or Clock()
        try:
            [credential] = credentials()
            client = connect(credential, lambda identity: Ledger(identity, clock, max_points=options["max_points"]))
        except NotConfiguredError as error:
            raise CommandError(str(error), returncode=2) from error
        take_over_from_the_dead(clock)
        scope, unknown = self._scope(options, clock)
        total = scope.due(clock.now()).count()
        started = clock.now()
        with self._progress(total) as observer:
            self._run(lambda: run_sync(client=client, clock=clock, scope=scope, observer=observer), scope)
        self._finish(scope, started, unknown)

    def _scope(self, options: dict[str, Any], clock: Clock) -> tuple[RepositoryQuerySet, list[str]]:
        """What to ask about, made due if it was named; and the names that nobody added."""
        everything = Repository.objects.all()
        if not options["repository"]:
            if options["all"]:
                queue_repositories(repositories=everything, clock=clock)
            return everything, []
        found: set[int] = set()
        unknown: list[str] = []
        for text in options["repository"]:
            repository = everything.by_name(_parsed(text))
            if repository is None:
                unknown.append(text)
            else:
                found.add(repository.pk)
        scope = everything.filter(pk__in=found)
        queue_repositories(repositories=scope, clock=clock)
        return scope, unknown

    def _run(self, work: Any, scope: RepositoryQuerySet) -> None:
        try:
            work()
        except OutOfBudgetError as error:
            self._summary()
            left = scope.queued_until(error.resume_at).count()
            raise CommandError(
                f"Out of budget. {error} {left} repositories are queued for {_local(error.resume_at)}: run this again "
                "then.",
                returncode=OUT_OF_BUDGET,
            ) from error
        except CredentialsRefusedError as error:
            raise CommandError(f"{error} Check GITHUB_TOKEN and GITHUB_API_URL.", returncode=2) from error
        except RejectedError as error:
            self._summary()
            raise CommandError(
                f"{error} Check GITHUB_API_URL. What is left stays queued; run this again.", returncode=2
            ) from error
        except KeyboardInterrupt as error:
            self._summary()
            raise CommandError("Stopped. What is left stays queued; run this again.", returncode=130) from error
        except GitHubError as error:
            self._summary()
            raise CommandError(f"Stopped: {error} What is left stays queued; run this again.", returncode=1) from error

    def _summary(self) -> None:
        run = SyncRun.objects.filter(worker=this_worker()).order_by("-pk")[0]
        self._say(
            f"{run.checked} checked, {run.renamed} renamed, {run.gone} gone or blocked, {run.failed} failed; "
            f"{run.requests} requests, {run.points} points. {run.follow_ups} follow-up questions answered."
        )

    def _finish(self, scope: RepositoryQuerySet, started: datetime, unknown: list[str]) -> None:
        self._summary()
        tried = scope.filter(attempted_at__gte=started)
        for repository in tried.exclude(unreachable_since=None).exclude(error_kind="").iterator():
            self._say(f"{repository.full_name}: not found; gone if it is not found tomorrow either")
        failed = tried.filter(failures__gt=0)
        for repository in failed.iterator():
            self.stderr.write(f"{repository.full_name}: {repository.error_message}")
        unanswered = FollowUp.objects.filter(repository__in=scope, failures__gt=0, error_at__gte=started)
        for question in unanswered.select_related("repository").order_by("repository", "kind").iterator():
            self.stderr.write(f"{question.repository.full_name}: {question.kind}: {question.error_message}")
        for name in unknown:
            self.stderr.write(f"{name}: nobody added it; add it with import_repositories first")
        troubled = {*failed.values_list("pk", flat=True), *unanswered.values_list("repository", flat=True)}
        count = len(troubled) + len(unknown)
        if count:
            raise CommandError(f"{count} repositories failed; their figures are as they were.", returncode=1)

    def _say(self, text: str) -> None:
        """A reader who has seen enough (head, a closed pager) is no reason to stop asking GitHub."""
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    @contextmanager
    def _progress(self, total: int) -> Iterator[Observer]:
        """A bar on a terminal, plain lines elsewhere."""
        if not self.stdout.isatty():
            yield lambda run: self._say(_line(run, total))
            return
        columns = (
            TextColumn("GitHub"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[spent]}"),
        )
        with Progress(*columns, console=Console(file=sys.stdout)) as progress:
            task = progress.add_task("sync", total=total, spent="")
            yield lambda run: progress.update(
                task,
                completed=run.checked,
                spent=f"{run.follow_ups} follow-ups, {run.requests} requests, {run.points} points",
            )


def _line(run: SyncRun, total: int) -> str:
    repositories = f"{run.checked}/{max(total, run.checked)} repositories, {run.follow_ups} follow-ups"
    return f"{repositories}, {run.requests} requests, {run.points} points"


def _local(at: datetime) -> str:
    return timezone.localtime(at, timezone.get_default_timezone()).strftime("%Y-%m-%d %H:%M:%S %Z")


def _parsed(text: str) -> str:
    try:
        return parse_repository_name(text)
    except InvalidRepositoryName as error:
        raise CommandError(str(error), returncode=2) from error


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("type a whole number, 1 or more")
    return int(text)
