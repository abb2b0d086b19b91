"""Ask GitHub for the pulse of a period: authors, commits without merges, issues and pull requests."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from integrations.github.client import GitHubClient
from integrations.github.clock import Clock
from integrations.github.errors import (
    CredentialsRefusedError,
    GitHubError,
    NotConfiguredError,
    OutOfBudgetError,
    RejectedError,
)
from integrations.github.models import Repository
from integrations.github.names import InvalidRepositoryName, parse_repository_name
from integrations.github.pulse_now import printed, pulse_now
from integrations.github.records import Period
from integrations.github.streams import connect_all, run_streams

OUT_OF_BUDGET = 75
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_YEAR = 1970  # GitHub's own


class Command(BaseCommand):
    help = (
        "Ask GitHub now what went on in repositories in a period, store it, and print one JSON object a repository: "
        "authors, commits without merges, issues opened and closed, pull requests opened, merged and closed. "
        "Exit code 0: done; 1: some failed, they are named; 2: wrong use or settings; 75: out of budget."
    )
    stealth_options = ("clock",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repository", nargs="+", action="extend", required=True, metavar="owner/name")
        form = "a day (2026-04-01) or a moment (2026-04-01T10:00+09:00); without a zone in the site's own"
        parser.add_argument("--since", required=True, metavar="D", help=f"{form}; a day counts from its beginning")
        parser.add_argument("--until", metavar="D", help="as --since; a day counts to its end; by default until now")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        clock: Clock = options.get("clock") or Clock()
        period = _period(options["since"], options["until"], clock.now())
        try:
            clients = [client for client in connect_all(clock) if not client.is_stranger]
        except NotConfiguredError as error:
            raise CommandError(str(error), returncode=2) from error
        if not clients:
            raise CommandError("Set GITHUB_TOKEN: without a token GitHub tells nothing of periods.", returncode=2)
        try:
            failed = self._pulse(clients, clock, options["repository"], period)
        except OutOfBudgetError as error:
            again = timezone.localtime(error.resume_at, timezone.get_default_timezone())
            raise CommandError(
                f"Out of budget. {error} Run this again at {again:%Y-%m-%d %H:%M:%S %Z}.", returncode=OUT_OF_BUDGET
            ) from error
        except (CredentialsRefusedError, RejectedError) as error:
            raise CommandError(f"{error} Check GITHUB_TOKEN and GITHUB_API_URL.", returncode=2) from error
        except GitHubError as error:
            raise CommandError(f"Stopped: {error} Run this again later.", returncode=1) from error
        if failed:
            raise CommandError(f"{failed} repositories failed; their figures are as they were.", returncode=1)

    def _pulse(self, clients: Sequence[GitHubClient], clock: Clock, texts: Sequence[str], period: Period) -> int:
        """Print what came in, and return how many failed."""
        names = list(dict.fromkeys(map(_parsed, texts)))
        _look_for_newcomers(clients, clock, names)
        found = {name: Repository.objects.by_name(name) for name in names}
        known = {row.pk: row for row in found.values() if row is not None and row.node_id}
        for name, row in found.items():
            if row is None:
                self.stderr.write(f"{name}: nobody added it; add it with import_repositories first")
            elif row.pk not in known:
                self.stderr.write(f"{name}: {row.error_message or 'GitHub does not show it'}")
        failed = len(found) - sum(row is not None and row.pk in known for row in found.values())
        for row, outcome in pulse_now(clients=clients, clock=clock, repositories=list(known.values()), period=period):
            if isinstance(outcome, GitHubError):
                self.stderr.write(f"{row.full_name}: {outcome}")
                failed += 1
            else:
                self.stdout.write(json.dumps(printed(row, outcome), ensure_ascii=False))
        return failed


def _look_for_newcomers(clients: Sequence[GitHubClient], clock: Clock, names: Sequence[str]) -> None:
    """What was only just added is known by its name alone: ask for its id, and all the rest of it, first."""
    rows = [Repository.objects.by_name(name) for name in names]
    pending = [row.pk for row in rows if row is not None and not row.node_id]
    if pending:
        ended = run_streams(clients=clients, clock=clock, scope=Repository.objects.filter(pk__in=pending))
        if ended.reason is not None:
            raise ended.reason


def _period(since: str, until: str | None, now: datetime) -> Period:
    begin = _moment(since, "--since", end=False)
    end = now.replace(microsecond=0) if until is None else _moment(until, "--until", end=True)
    if begin >= now:
        raise CommandError(f"--since {since} lies in the future. Give a day that has begun.", returncode=2)
    if end > _moment(str(timezone.localtime(now, timezone.get_default_timezone()).date()), "--until", end=True):
        raise CommandError(f"--until {until} lies in the future. Give today at the latest.", returncode=2)
    if begin >= end:
        raise CommandError(f"The period ends before it begins. Give an --until after {since}.", returncode=2)
    return Period(begin, end)


def _moment(text: str, option: str, *, end: bool) -> datetime:
    try:
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text) + timedelta(days=int(end))
            moment = datetime.combine(day, time.min)
        else:
            moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else timezone.make_aware(moment, timezone.get_default_timezone())
    except (ValueError, OverflowError) as error:
        raise CommandError(
            f"{option} {text} is no date. Type a day like 2026-04-01 or a moment like 2026-04-01T10:00+09:00.",
            returncode=2,
        ) from error
    if aware.year < _FIRST_YEAR:
        raise CommandError(f"{option} {text} is before {_FIRST_YEAR}, where GitHub knows nothing.", returncode=2)
    return aware


def _parsed(text: str) -> str:
    try:
        return parse_repository_name(text)
    except InvalidRepositoryName as error:
        raise CommandError(str(error), returncode=2) from error
