"""The pulse of a period: exactly what GitHub's own page counts, from its first moment until just before its end."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from integrations.github import wishes
from integrations.github.models import PeriodPulse, Repository
from integrations.github.pulses import period_totals
from integrations.github.signals import repositories_synced
from integrations.github.wishes import WishedPeriod
from tests.github_server import faults
from tests.github_server.happenings import BUSY_MONTH, Person, TrueCommit, busy_repository

SINCE, UNTIL = datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC)
FIGURES = ("authors", "commits", "issues_opened", "issues_closed", "pulls_opened", "pulls_merged", "pulls_closed")
SECOND = timedelta(seconds=1)


@pytest.fixture
def town(github, commands):
    truth = github.world.add("code/town")
    commands.add("code/town")
    return truth


@pytest.fixture
def wish(monkeypatch):
    """Wishes for the pulse of every repository from SINCE to UNTIL."""

    def periods(_now):
        return [WishedPeriod(pk, SINCE, UNTIL) for pk in Repository.objects.values_list("pk", flat=True)]

    monkeypatch.setitem(wishes.PERIODS, "test", periods)


def _ask(commands, *arguments, since="2026-03-28T00:00Z", until="2026-03-29T00:00Z"):
    """The command's lines of JSON."""
    options = ["--since", since, *(["--until", until] if until else [])]
    names = arguments or ("code/town",)
    commands.code = commands.run("pulse_github", "--repository", *names, *options, clock=commands.clock)
    return [json.loads(line) for line in commands.out.splitlines()]


def _figures(row):
    return tuple(row[name] for name in FIGURES)


def _of(row):
    return tuple(getattr(row, name) for name in FIGURES)


def _asked(github):
    return [call.what for call in github.calls if call.what.startswith("Period")]


def test_pulse_of_a_busy_month_is_exact(github, commands):
    truth = busy_repository(github.world)
    assert len(truth.log) == 3732
    commands.add("code/busy")
    [row] = _ask(commands, "code/busy", since="2026-03-01T00:00Z", until="2026-04-01T00:00Z")
    assert (commands.code, row["commits"], row["authors"]) == (0, 2332, 224)
    assert (BUSY_MONTH[0].isoformat(), row["since"]) == ("2026-03-01T00:00:00+00:00", "2026-03-01T00:00:00Z")
    totals = period_totals(Repository.objects.all(), *BUSY_MONTH)
    assert (totals.commits, totals.authors, totals.known) == (2332, 224, 1)


def test_issues_and_pull_requests_count_by_what_became_of_them_in_the_period(town, commands):
    before, inside, after = SINCE - SECOND, SINCE, UNTIL
    for opened, closed in [
        (before, inside),
        (inside, UNTIL - SECOND),
        (inside, after),
        (before, after),
        (after, after),
    ]:
        town.close(town.open(opened), closed)
        town.close(town.open(opened, pull=True), closed, merged=True)
        town.close(town.open(opened, pull=True), closed)
    town.open(inside)
    town.open(before, touched_at=inside)
    [row] = _ask(commands)
    assert _figures(row) == (0, 0, 3, 2, 4, 2, 2)


def test_period_begins_with_its_first_moment_and_stops_before_its_end(town, commands):
    town.commits = [SINCE - SECOND, SINCE, UNTIL - SECOND, UNTIL]
    [row] = _ask(commands)
    assert row["commits"] == 2


def test_author_is_an_account_whatever_its_address_or_else_the_address_however_it_is_written(town, commands):
    people = [
        Person("花子", "hanako@tomoni.example", "hanako", 1),
        Person("Hanako", "h@town.example", "hanako", 1),
        Person("Guest", "Guest@Town.example", None),
        Person("guest", "guest@town.example", None),
        Person("renovate[bot]", "", "renovate[bot]", 9),
        Person("Nobody", "", None),
    ]
    town.log = [TrueCommit(SINCE, person) for person in people]
    town.log.append(TrueCommit(SINCE, Person("Merger", "m@town.example", "merger", 77), is_merge=True))
    [row] = _ask(commands)
    assert (row["authors"], row["commits"]) == (4, 6)


def test_days_of_the_command_count_whole_in_the_site_s_time_zone(town, commands):
    begin, end = datetime(2026, 3, 27, 15, tzinfo=UTC), datetime(2026, 3, 29, 15, tzinfo=UTC)
    town.commits = [begin - SECOND, begin, end - SECOND, end]
    [row] = _ask(commands, since="2026-03-28", until="2026-03-29")
    assert (row["commits"], row["since"], row["until"]) == (2, "2026-03-27T15:00:00Z", "2026-03-29T15:00:00Z")


def test_without_an_end_the_command_counts_until_now(town, commands):
    town.commits = [SINCE, commands.clock.now() - SECOND]
    [row] = _ask(commands, until="")
    assert (row["commits"], row["until"], row["observed_at"]) == (2, "2026-04-01T03:00:00Z", "2026-04-01T03:00:00Z")


def test_command_asks_again_and_tells_what_is_new(town, commands):
    town.commits = [SINCE]
    commands.sync()
    assert _ask(commands)[0]["commits"] == 1
    town.commits.append(SINCE + SECOND)
    assert _ask(commands)[0]["commits"] == 2
    assert PeriodPulse.objects.count() == 1


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("yesterday", "", "--since yesterday is no date. Type a day like 2026-04-01"),
        ("2026-02-30", "", "--since 2026-02-30 is no date."),
        ("2026-03-01", "2026-13-01", "--until 2026-13-01 is no date."),
        ("2026-03-02", "2026-03-01", "The period ends before it begins. Give an --until after 2026-03-02."),
        ("2026-04-02", "", "--since 2026-04-02 lies in the future."),
        ("2026-03-02", "2026-04-02", "--until 2026-04-02 lies in the future. Give today at the latest."),
        ("1969-12-31", "", "is before 1970"),
        ("9999-12-31", "9999-12-31", "--until 9999-12-31 is no date."),
        ("2026-03-01T00:00Z", "2026-03-01T00:00Z", "The period ends before it begins."),
    ],
)
def test_nonsense_dates_are_refused_with_the_remedy(github, town, commands, since, until, told):
    assert _ask(commands, since=since, until=until) == []
    assert commands.code == 2
    assert told in commands.err
    assert github.calls == []


def test_command_names_what_nobody_added_and_what_is_gone_and_prints_the_others(github, town, commands):
    github.world.add("code/gone")
    commands.add("code/gone")
    commands.sync()
    github.world.named("code/gone").state = "deleted"
    rows = _ask(commands, "code/town", "code/gone", "code/unknown")
    assert ([row["full_name"] for row in rows], commands.code) == (["code/town"], 1)
    assert "code/unknown: nobody added it" in commands.err
    assert "code/gone: It is not to be had on GitHub any more." in commands.err
    assert PeriodPulse.objects.count() == 1


def test_answer_that_loses_the_repository_is_not_the_end_of_the_command(github, town, commands):
    town.log.append(TrueCommit(SINCE))
    commands.sync()
    github.faults = [faults.nothing_found()]
    [row] = _ask(commands)
    assert (commands.code, row["commits"]) == (0, 1)


def test_long_history_comes_in_though_every_fifth_answer_is_broken(github, commands):
    busy_repository(github.world)
    commands.add("code/busy")
    commands.sync()

    def break_some(number):
        if number % 5 == 0:
            github.faults.append(faults.gateway_as_html())

    github.before_answer = break_some
    [row] = _ask(commands, "code/busy", since="2026-03-01T00:00Z", until="2026-04-01T00:00Z")
    assert (commands.code, row["commits"], row["authors"]) == (0, 2332, 224)


def test_command_changes_nothing_when_github_does_not_answer(github, town, commands):
    commands.sync()
    town.commits = [SINCE]
    _ask(commands)
    town.commits = []
    github.faults = [faults.gateway_as_json() for _try in range(4)]
    assert (_ask(commands), commands.code) == ([], 1)
    assert PeriodPulse.objects.get().commits == 1


def test_command_out_of_budget_says_when_to_run_it_again(github, town, commands):
    commands.sync()
    github.faults = [faults.secondary("3600")]
    assert (_ask(commands), commands.code) == ([], 75)
    assert "Run this again at 2026-04-01 13:00:00 JST." in commands.err


def test_command_without_a_token_says_what_to_set(town, commands, settings):
    settings.GITHUB_TOKEN = ""
    assert (_ask(commands), commands.code) == ([], 2)
    assert "GITHUB_TOKEN" in commands.err


def test_wished_period_is_asked_for_when_it_is_over_and_once_more_three_days_later(github, town, commands, wish):
    commands.clock.time = SINCE
    Repository.objects.update(due_at=SINCE)
    town.commits = [SINCE]
    commands.sync()
    assert _asked(github) == []
    commands.clock.time = UNTIL + timedelta(hours=1)
    commands.sync()
    assert PeriodPulse.objects.get().commits == 1
    town.commits.append(UNTIL - SECOND)
    commands.clock.time = UNTIL + timedelta(days=2)
    commands.sync()
    assert PeriodPulse.objects.get().commits == 1
    for days in (3, 9):
        commands.clock.time = UNTIL + timedelta(days=days, hours=1)
        commands.sync()
    assert (PeriodPulse.objects.get().commits, _asked(github)) == (2, ["Period", "Period"])


def test_repositories_of_one_period_share_a_question(github, commands, wish):
    for index in range(10):
        github.world.add(f"code/{index}", commits=[SINCE])
    commands.add(*(f"code/{index}" for index in range(10)))
    assert commands.sync() == 0
    assert github.asked("Period") == [8, 2]
    assert period_totals(Repository.objects.all(), SINCE, UNTIL).commits == 10


def test_latest_period_comes_first(github, town, commands, monkeypatch):
    pasts = [(SINCE - timedelta(days=days), UNTIL - timedelta(days=days)) for days in (900, 0, 30)]
    monkeypatch.setitem(
        wishes.PERIODS, "test", lambda _now: [WishedPeriod(Repository.objects.get().pk, *past) for past in pasts]
    )
    github.before_answer = lambda _number: commands.clock.advance(SECOND)
    assert commands.sync() == 0
    assert list(PeriodPulse.objects.order_by("observed_at").values_list("until", flat=True)) == [
        UNTIL - timedelta(days=days) for days in (0, 30, 900)
    ]


def test_period_whose_answer_does_not_come_is_named_and_asked_for_again(github, town, commands, wish):
    commands.sync()
    PeriodPulse.objects.update(due_at=commands.clock.now())
    town.commits = [SINCE]
    github.faults = [faults.gateway_as_json() for _try in range(8)]
    assert commands.sync() == 1
    assert "code/town: pulse from 2026-03-28 09:00 until 2026-03-29 09:00: GitHub answered 502." in commands.err
    assert PeriodPulse.objects.get().commits == 0
    commands.clock.advance(timedelta(hours=1))
    assert commands.sync() == 0
    assert (PeriodPulse.objects.get().commits, PeriodPulse.objects.get().error_kind) == (1, "")


def test_gone_repository_is_not_asked_for_its_period(github, town, commands, wish):
    town.state = "deleted"
    commands.sync()
    assert _asked(github) == []
    assert period_totals(Repository.objects.all(), SINCE, UNTIL).commits is None


def test_run_out_of_budget_goes_on_with_its_periods_later(github, town, commands, wish):
    commands.sync()
    PeriodPulse.objects.update(due_at=commands.clock.now(), observed_at=None, commits=None)
    github.faults = [faults.secondary("3600")]
    assert commands.sync() == 75
    assert "1 repositories are queued" in commands.err
    commands.clock.advance(timedelta(hours=1))
    assert commands.sync() == 0
    assert PeriodPulse.objects.get().commits == 0


def test_period_that_came_in_is_announced(town, commands, wish, django_capture_on_commit_callbacks):
    heard = []

    def listen(repository_ids, **_kwargs):
        heard.append((repository_ids, PeriodPulse.objects.exclude(observed_at=None).exists()))

    repositories_synced.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        _ask(commands)
    repositories_synced.disconnect(listen)
    assert heard[-1] == ([Repository.objects.get().pk], True)


def test_authors_of_several_repositories_are_unknown_in_sum(github, town, commands, wish):
    town.commits = [SINCE]
    github.world.add("code/quiet")
    commands.add("code/quiet")
    commands.sync()
    assert period_totals(Repository.objects.all(), SINCE, UNTIL).authors == 1
    github.world.add("code/busy", commits=[SINCE])
    commands.add("code/busy")
    commands.sync()
    totals = period_totals(Repository.objects.all(), SINCE, UNTIL)
    assert (totals.authors, totals.commits, totals.known, totals.total) == (None, 2, 3, 3)


def test_totals_of_an_unknown_period_are_unknown_and_take_one_query(town, commands, django_assert_num_queries):
    commands.sync()
    repositories = list(Repository.objects.all())
    with django_assert_num_queries(1):
        totals = period_totals(repositories, SINCE, UNTIL)
    assert (totals.commits, totals.authors, totals.observed_at, totals.known, totals.total) == (None, None, None, 0, 1)
