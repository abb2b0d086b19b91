"""Shown, without a name, or not kept: the choice is obeyed at once and by every later sync."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from integrations.github.models import Contribution, Contributor, ContributorChoice, FollowUp
from integrations.github.people import PersonDecidedError, choose, read_contributors_again
from integrations.github.signals import repositories_synced
from tests.github_server.truth import TrueContributor

HANAKO, TALBOT = 1, 2


@pytest.fixture
def town(github, commands):
    people = [TrueContributor(HANAKO, "hanako", 9), TrueContributor(TALBOT, "talbot", 3)]
    truth = github.world.add("code/town", contributors=people)
    github.world.add("code/bus", contributors=[TrueContributor(HANAKO, "hanako", 4)])
    commands.add("code/town", "code/bus")
    commands.sync()
    return truth


@pytest.fixture
def decide(commands):
    def decide(choice, *, github_id=HANAKO, by_person=True):
        return choose(github_id=github_id, choice=choice, by_person=by_person, clock=commands.clock)

    return decide


def kept():
    rows = Contribution.objects.order_by("contributor__github_id", "commits")
    return list(rows.values_list("contributor__github_id", "contributor__login", "commits"))


def push(commands, *truths):
    """GitHub's list is another one, and read in full."""
    for truth in truths:
        truth.contributors.append(TrueContributor(100 + len(truth.contributors), "new"))
        truth.push(commands.clock.now())
    commands.sync("--all")


def test_anonymised_account_loses_its_handle_and_keeps_its_commits(town, decide):
    decide("anonymised")
    assert kept() == [(1, "", 4), (1, "", 9), (2, "talbot", 3)]


def test_handle_of_an_anonymised_account_stays_away_in_later_syncs(town, commands, decide):
    decide("anonymised")
    town.contributors[0] = TrueContributor(HANAKO, "hanako-renamed", 10)
    push(commands, town)
    assert (1, "", 10) in kept()
    assert not Contributor.objects.filter(login__startswith="hanako").exists()


def test_removed_account_leaves_no_row_and_stays_away_in_later_syncs(town, commands, decide):
    decide("removed")
    assert kept() == [(2, "talbot", 3)]
    push(commands, town)
    assert not Contributor.objects.filter(github_id=HANAKO).exists()
    assert {row[0] for row in kept()} == {TALBOT, 102}


@pytest.mark.parametrize("choice", ["anonymised", "removed"])
def test_counts_stay_those_of_github_whatever_is_chosen(town, commands, decide, choice):
    decide(choice)
    assert commands.row("code/town")["contributors_human"] == 2
    push(commands, town)
    assert commands.row("code/town")["contributors_human"] == 3


@pytest.mark.parametrize(("choice", "shown"), [("anonymised", [(1, "", 9)]), ("removed", [])])
def test_choice_made_before_the_account_is_seen_is_obeyed(github, commands, decide, choice, shown):
    decide(choice)
    github.world.add("code/town", contributors=[TrueContributor(HANAKO, "hanako", 9)])
    commands.add("code/town")
    commands.sync()
    assert kept() == shown
    assert commands.row("code/town")["contributors_human"] == 1


@pytest.mark.parametrize("choice", ["anonymised", "removed"])
def test_who_is_shown_again_comes_back_with_the_next_sync_although_nothing_moved(town, commands, decide, choice):
    before = kept()
    decide(choice)
    commands.sync()
    decide("shown")
    commands.sync()
    assert kept() == before


def test_removed_account_comes_back_without_a_name_when_it_asks_for_that(town, commands, decide):
    decide("removed")
    decide("anonymised")
    commands.sync()
    assert kept() == [(1, "", 4), (1, "", 9), (2, "talbot", 3)]


def test_only_the_lists_that_held_the_name_are_read_again_for_it(github, town, commands, decide):
    github.world.add("code/other", contributors=[TrueContributor(TALBOT, "talbot", 1)])
    commands.add("code/other")
    commands.sync()
    decide("anonymised")
    decide("shown")
    before = len(github.calls)
    commands.sync()
    assert len([call for call in github.calls[before:] if call.what.endswith("/contributors")]) == 2


def test_many_lists_are_read_again_over_several_days(town, commands):
    now = commands.clock.now()
    read_contributors_again(of=None, at=now, a_day=1)
    days = FollowUp.objects.filter(kind="contributors").values_list("due_at", flat=True)
    assert sorted((day - now).days for day in days) == [0, 1]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_answer_that_was_on_its_way_when_the_person_chose_brings_nothing_back(github, town, commands, decide):
    """The list has been fetched and not yet stored."""
    town.contributors.append(TrueContributor(3, "new"))
    town.push(commands.clock.now())

    def meanwhile(_number):
        if "/contributors?" in github.calls[-1].path:
            github.before_answer = None
            decide("removed")
            connection.close()

    github.before_answer = meanwhile
    assert commands.sync("--all") == 0
    assert github.before_answer is None
    assert {row[0] for row in kept()} == {TALBOT, 3}
    assert not FollowUp.objects.filter(due_at__lte=commands.clock.now()).exists()


def test_administrator_may_not_undo_what_the_person_asked_for(town, decide):
    decide("removed")
    with pytest.raises(PersonDecidedError, match="GitHub id 1"):
        decide("shown", by_person=False)
    assert ContributorChoice.objects.get().choice == "removed"
    assert kept() == [(2, "talbot", 3)]


def test_administrator_may_be_stricter_than_the_person_and_only_the_person_undoes_it(town, decide):
    decide("anonymised")
    decide("removed", by_person=False)
    with pytest.raises(PersonDecidedError):
        decide("shown", by_person=False)
    decide("shown")
    assert ContributorChoice.objects.get().choice == "shown"


def test_administrator_may_undo_an_administrators_choice(town, commands, decide):
    decide("shown")
    decide("anonymised", by_person=False)
    decide("shown", by_person=False)
    commands.sync()
    assert (1, "hanako", 9) in kept()


def test_person_may_undo_an_administrators_choice(town, decide):
    decide("removed", by_person=False)
    decide("shown", by_person=True)
    row = ContributorChoice.objects.get()
    assert (row.choice, row.by_person) == ("shown", True)


def test_unknown_choice_is_refused(db, decide):
    with pytest.raises(ValueError, match="famous"):
        decide("famous")


def test_pages_that_named_the_person_are_told(town, decide, django_capture_on_commit_callbacks):
    told = []
    listen = lambda repository_ids, **_: told.extend(repository_ids)  # noqa: E731
    repositories_synced.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            decide("anonymised")
    finally:
        repositories_synced.disconnect(listen)
    assert sorted(told) == sorted(Contribution.objects.filter(commits__in=[4, 9]).values_list("repository", flat=True))


def test_who_has_no_commit_anywhere_any_more_is_not_kept(town, commands):
    del town.contributors[1]
    push(commands, town)
    assert not Contributor.objects.filter(github_id=TALBOT).exists()


def test_choices_of_a_whole_list_are_looked_up_at_once(github, commands, decide):
    for number in range(1, 60):
        decide("anonymised", github_id=number)
    github.world.add("code/big", contributors=[TrueContributor(number, f"p{number}") for number in range(1, 90)])
    commands.add("code/big")
    with CaptureQueriesContext(connection) as queries:
        commands.sync()
    assert len([each for each in queries if "github_contributorchoice" in each["sql"]]) == 1
    assert Contributor.objects.filter(login="").count() == 59
