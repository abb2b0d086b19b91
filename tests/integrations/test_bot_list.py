"""The editors' list of bots: true at once in rows and figures, and kept by every later sync."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from integrations.github.bot_list import list_bot, unlist_bot
from integrations.github.models import Contributor, ListedBot, Repository
from integrations.github.people import choose
from tests.github_server.truth import Person, TrueContributor


@pytest.fixture
def town(github, commands):
    accounts = [TrueContributor(1, "hanako", 9), TrueContributor(2, "Town-Importer", 3)]
    truth = github.world.add("code/town", contributors=[*accounts, TrueContributor(3, "renovate[bot]", 5, "Bot")])
    commands.add("code/town")
    commands.sync()
    return truth


def shown(commands):
    row = commands.row("code/town")
    return row["contributors_human"], row["contributors_bot"]


def kind(github_id):
    return Contributor.objects.get(github_id=github_id).kind


def test_listed_account_counts_as_a_bot_at_once(town, commands):
    list_bot(login="town-importer", reason="Writes the data of the town.")
    assert (shown(commands), kind(2), kind(1)) == ((1, 2), "bot", "human")


def test_listed_account_stays_a_bot_when_the_list_is_read_again(town, commands):
    list_bot(login="@TOWN-importer")
    town.contributors.append(TrueContributor(4, "new"))
    town.push(commands.clock.now())
    commands.sync("--all")
    assert (shown(commands), kind(2)) == ((2, 2), "bot")


def test_listed_account_stays_a_bot_when_github_says_that_nothing_changed(github, town, commands):
    list_bot(login="town-importer")
    town.push(commands.clock.now())
    commands.clock.advance(timedelta(days=1))
    commands.sync("--all")
    assert [call.status for call in github.calls if call.what.endswith("/contributors")] == [200, 304]
    assert (shown(commands), kind(2)) == ((1, 2), "bot")


def test_account_taken_off_the_list_is_a_person_again(town, commands):
    list_bot(login="town-importer")
    assert unlist_bot(login="Town-importer") is True
    assert (shown(commands), kind(2)) == ((2, 1), "human")
    assert not ListedBot.objects.exists()


def test_bot_of_github_stays_one_when_it_is_taken_off_the_list(town, commands):
    list_bot(login="renovate[bot]")
    assert shown(commands) == (2, 1)
    unlist_bot(login="renovate[bot]")
    assert (shown(commands), kind(3)) == ((2, 1), "bot")


def test_account_that_was_not_listed_is_not_taken_off(town):
    assert unlist_bot(login="hanako") is False


def test_handle_is_listed_once_and_listing_it_again_changes_the_reason(town, commands):
    list_bot(login="town-importer")
    list_bot(login="Town-Importer", reason="Imports.")
    assert list(ListedBot.objects.values_list("login", "reason")) == [("town-importer", "Imports.")]
    assert shown(commands) == (1, 2)


def test_unknown_figures_stay_unknown(github, commands):
    truth = github.world.add("code/town", contributors=[TrueContributor(2, "town-importer")])
    truth.too_large = True
    commands.add("code/town")
    commands.sync()
    list_bot(login="town-importer")
    assert shown(commands) == (None, None)


def test_account_without_a_kept_handle_becomes_a_bot_with_the_next_sync(town, commands):
    choose(github_id=2, choice="anonymised", by_person=False, clock=commands.clock)
    list_bot(login="town-importer", clock=commands.clock)
    commands.sync()
    assert (shown(commands), kind(2)) == ((1, 2), "bot")
    assert Contributor.objects.get(github_id=2).login == ""


def test_commit_of_a_listed_account_is_no_sign_of_life(github, commands):
    monday = datetime(2026, 3, 30, tzinfo=UTC)
    truth = github.world.add("code/x", pushed_at=monday)
    commands.add("code/x")
    commands.sync()
    list_bot(login="town-importer")
    truth.pushed_at = monday + timedelta(days=1)
    truth.author = Person("Importer", "importer@tomoni.example", "Town-Importer")
    commands.sync("--all")
    assert Repository.objects.get().last_human_commit_at == monday
    unlist_bot(login="town-importer")
    commands.sync("--all")
    assert Repository.objects.get().last_human_commit_at == monday + timedelta(days=1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_figures_on_their_way_when_the_list_changed_are_asked_for_again(github, town, commands):
    """The pulse of a new day carries the figures of before along; it must not carry the old ones."""
    commands.clock.advance(timedelta(days=1))

    def meanwhile(_number):
        github.before_answer = None
        list_bot(login="town-importer", clock=commands.clock)
        connection.close()

    github.before_answer = meanwhile
    assert commands.sync() == 0
    assert shown(commands) == (1, 2)
