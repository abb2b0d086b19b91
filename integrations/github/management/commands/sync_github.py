"""Ask GitHub about every repository that is due. Cron, a timer or the task worker call this."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from integrations.github.claims import take_over_from_the_dead
from integrations.github.clock import Clock
from integrations.github.errors import (
    AllowanceSpentError,
    CredentialsRefusedError,
    NotConfiguredError,
    OutOfBudgetError,
    RejectedError,
)
from integrations.github.models import FollowUp, PeriodPulse, Repository, SyncRun
from integrations.github.names import InvalidRepositoryName, parse_repository_name
from integrations.github.progress import Progress
from integrations.github.querysets import RepositoryQuerySet
from integrations.github.services import queue_repositories
from integrations.github.streams import Ended, connect_all, run_streams
from integrations.github.sync import Observer
from integrations.printing import print_to_nobody

OUT_OF_BUDGET = 75
_SUMMED = ("checked", "renamed", "gone", "failed", "requests", "points", "follow_ups")

_AS_A_STRANGER = (
    "Without a token: 60 requests an hour, one repository at a time. Commits a week, files, languages, releases, and "
    "what is closed or merged come with one: make a token at https://github.com/settings/tokens (it needs no "
    "permission at all) and put it into the environment or .env as GITHUB_TOKEN."
)


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
        if options["all"] and options["repository"]:
            raise CommandError(
                "--all asks about every repository, --repository about those it names. Give one of them.", returncode=2
            )
        clock: Clock = options.get("clock") or Clock()
        try:
            clients = connect_all(clock, max_points=options["max_points"])
        except NotConfiguredError as error:
            raise CommandError(str(error), returncode=2) from error
        take_over_from_the_dead(clock)
        scope, unknown = self._scope(options, clock)
        progress, started = Progress(scope, clients, clock), clock.now()
        try:
            with self._shown(progress) as observer:
                ended = run_streams(clients=clients, clock=clock, scope=scope, observer=observer)
        except KeyboardInterrupt as error:
            self._summary(progress.runs)
            raise CommandError("Stopped. What is left stays queued; run this again.", returncode=130) from error
        self._summary(ended.runs)
        if any(client.is_stranger for client in clients):
            self._say(_AS_A_STRANGER)
        self._end(ended, scope, clock)
        self._finish(scope, started, unknown, ended)

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

    def _end(self, ended: Ended, scope: RepositoryQuerySet, clock: Clock) -> None:
        """Name the streams that stopped, where there are several; stop here if that left something undone."""
        if len(ended.streams) > 1:
            for stream in ended.troubled:
                self.stderr.write(f"{stream.client.name}: {stream.error}")
        if ended.reason is not None:
            raise _failure(ended.reason, scope, clock) from ended.reason

    def _summary(self, runs: Sequence[SyncRun]) -> None:
        total = {name: sum(getattr(run, name) for run in runs) for name in _SUMMED}
        self._say(
            "{checked} checked, {renamed} renamed, {gone} gone or blocked, {failed} failed; {requests} requests, "
            "{points} points. {follow_ups} follow-up questions answered.".format_map(total)
        )

    def _finish(self, scope: RepositoryQuerySet, started: datetime, unknown: list[str], ended: Ended) -> None:
        tried = scope.filter(attempted_at__gte=started)
        for repository in tried.exclude(unreachable_since=None).exclude(error_kind="").iterator():
            self._say(f"{repository.full_name}: not found; gone if it is not found tomorrow either")
        failed = tried.filter(failures__gt=0)
        for repository in failed.iterator():
            self.stderr.write(f"{repository.full_name}: {repository.error_message}")
        unanswered = self._name_unanswered(scope, started)
        for name in unknown:
            self.stderr.write(f"{name}: nobody added it; add it with import_repositories first")
        troubled = {*failed.values_list("pk", flat=True), *unanswered}
        count = len(troubled) + len(unknown)
        if count:
            raise CommandError(f"{count} repositories failed; their figures are as they were.", returncode=1)
        if ended.troubled:
            raise CommandError("All is done, but not by every credential: see to those named above.", returncode=1)

    def _name_unanswered(self, scope: RepositoryQuerySet, started: datetime) -> set[int]:
        """Name the questions that brought no answer, and return what they were about."""
        failing = {"repository__in": scope, "failures__gt": 0, "error_at__gte": started}
        questions = FollowUp.objects.filter(**failing).select_related("repository").order_by("repository", "kind")
        for question in questions:
            self.stderr.write(f"{question.repository.full_name}: {question.kind}: {question.error_message}")
        pulses = PeriodPulse.objects.filter(**failing).select_related("repository").order_by("repository", "since")
        for pulse in pulses:
            self.stderr.write(
                f"{pulse.repository.full_name}: pulse from {_minute(pulse.since)} until {_minute(pulse.until)}: "
                f"{pulse.error_message}"
            )
        return {question.repository_id for question in questions} | {pulse.repository_id for pulse in pulses}

    def _say(self, text: str) -> None:
        """A reader who has seen enough (head, a closed pager) is no reason to stop asking GitHub."""
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except BrokenPipeError:
            print_to_nobody(self.stdout)

    @contextmanager
    def _shown(self, progress: Progress) -> Iterator[Observer]:
        """A bar on a terminal, plain lines elsewhere. Streams call the observer from threads of their own."""
        if self.stdout.isatty():
            with _bar() as bar:
                task = bar.add_task("sync", total=progress.total, spent="")
                yield _observer(progress, lambda: bar.update(task, completed=progress.checked, spent=progress.spent()))
        else:
            yield _observer(progress, lambda: self._say(progress.line()))


def _bar() -> Bar:
    columns = (TextColumn("GitHub"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[spent]}"))
    return Bar(*columns, console=Console(file=sys.stdout))


def _observer(progress: Progress, show: Callable[[], object]) -> Observer:
    def observe(run: SyncRun) -> None:
        with progress.lock:
            progress.learn(run)
            show()

    return observe


def _failure(reason: Exception, scope: RepositoryQuerySet, clock: Clock) -> CommandError:
    if isinstance(reason, AllowanceSpentError):
        return CommandError(_allowance_is_spent(reason, scope, clock), returncode=OUT_OF_BUDGET)
    if isinstance(reason, OutOfBudgetError):
        left = scope.queued_until(reason.resume_at).count()
        return CommandError(
            f"Out of budget. {reason} {left} repositories are queued for {_local(reason.resume_at)}: run this again "
            "then.",
            returncode=OUT_OF_BUDGET,
        )
    if isinstance(reason, CredentialsRefusedError):
        return CommandError(f"{reason} Check GITHUB_TOKEN and GITHUB_API_URL.", returncode=2)
    if isinstance(reason, RejectedError):
        return CommandError(f"{reason} Check GITHUB_API_URL. What is left stays queued; run this again.", returncode=2)
    return CommandError(f"Stopped: {reason} What is left stays queued; run this again.", returncode=1)


def _allowance_is_spent(reason: AllowanceSpentError, scope: RepositoryQuerySet, clock: Clock) -> str:
    """It was not GitHub who said stop, so there is nothing to wait for; but a new hour brings new points."""
    now = clock.now()
    text = f"{reason} {scope.queued_until(now).count()} repositories are left: run this again without --max-points or "
    if reason.resume_at <= now:
        return f"{text}with more."
    return f"{text}with more. GitHub's own budget is full again at {_local(reason.resume_at)}."


def _local(at: datetime) -> str:
    return timezone.localtime(at, timezone.get_default_timezone()).strftime("%Y-%m-%d %H:%M:%S %Z")


def _minute(at: datetime) -> str:
    return timezone.localtime(at, timezone.get_default_timezone()).strftime("%Y-%m-%d %H:%M")


def _parsed(text: str) -> str:
    try:
        return parse_repository_name(text)
    except InvalidRepositoryName as error:
        raise CommandError(str(error), returncode=2) from error


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("type a whole number, 1 or more")
    return int(text)
