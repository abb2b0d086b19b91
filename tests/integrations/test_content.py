"""What is in a repository, and its commits week by week."""

from datetime import UTC, date, datetime, timedelta

import pytest

from integrations.github.models import CommitWeek, Content


@pytest.fixture
def town(github, commands):
    truth = github.world.add(
        "code/town",
        description="みんなの地図",
        homepage="https://town.tomoni.example",
        topics=["防災", "civic-tech"],
        languages={"Python": 900, "CSS": 100},
        files={"": ["README.ja.md", "Makefile"], ".github": ["CONTRIBUTING.md"], "docs": ["CODE_OF_CONDUCT.md"]},
        license=None,
        release="v1.2",
        commits=[datetime(2026, 3, 30, tzinfo=UTC), datetime(2026, 3, 29, 23, 59, 59, tzinfo=UTC)],
    )
    commands.add("code/town")
    return truth


def _marks():
    names = ("has_readme", "has_contributing", "has_code_of_conduct", "has_license")
    return Content.objects.values_list(*names).get()


def test_words_languages_topics_and_the_last_release_are_kept(town, commands):
    assert commands.sync() == 0
    content = Content.objects.get()
    assert (content.description, content.homepage) == ("みんなの地図", "https://town.tomoni.example")
    assert content.languages == {"Python": 900, "CSS": 100}
    assert (content.release_tag, content.released_at) == ("v1.2", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert commands.row("code/town")["topics"] == ["防災", "civic-tech"]


def test_health_marks_are_found_in_the_three_places(town, commands):
    commands.sync()
    assert _marks() == (True, True, True, False)
    content = Content.objects.get()
    assert (content.inherits_contributing, content.inherits_code_of_conduct) == (False, False)


def test_what_an_organization_has_for_all_its_repositories_counts(town, commands):
    town.files, town.code_of_conduct, town.contributing, town.license = {}, True, True, "MIT"
    commands.sync()
    assert _marks() == (False, True, True, True)
    content = Content.objects.get()
    assert (content.inherits_contributing, content.inherits_code_of_conduct) == (True, True)


def test_empty_repository_has_nothing_inside(town, commands):
    town.empty, town.topics, town.release = True, [], None
    assert commands.sync() == 0
    assert commands.row("code/town")["topics"] == []
    assert _marks() == (False, False, False, False)


def test_unmoved_content_is_not_asked_for_again(github, town, commands):
    commands.sync()
    commands.clock.advance(timedelta(days=1))
    commands.sync()
    assert (github.asked("Content"), github.asked("Weekly")) == ([1], [1])
    assert commands.row("code/town")["topics"] == ["防災", "civic-tech"]


def test_changed_settings_are_seen_without_a_commit(github, town, commands):
    commands.sync()
    town.topics, town.changed_at = ["map"], commands.clock.now()
    commands.sync("--all")
    assert commands.row("code/town")["topics"] == ["map"]
    assert github.asked("Weekly") == [1]


def test_commits_are_counted_for_twelve_weeks_from_monday_to_sunday(town, commands):
    commands.sync()
    weeks = dict(CommitWeek.objects.values_list("week", "commits"))
    assert (len(weeks), sum(weeks.values())) == (12, 2)
    assert (weeks[date(2026, 3, 23)], weeks[date(2026, 3, 30)]) == (1, 1)


def test_old_commit_that_is_merged_late_corrects_its_own_week(town, commands):
    commands.sync()
    town.commits.append(datetime(2026, 3, 25, tzinfo=UTC))
    town.push(commands.clock.now())
    commands.sync("--all")
    weeks = dict(CommitWeek.objects.values_list("week", "commits"))
    assert (weeks[date(2026, 3, 23)], weeks[date(2026, 3, 30)]) == (2, 2)


def test_quiet_weeks_between_two_counts_are_known_to_be_quiet(town, commands):
    commands.sync()
    for _week in range(16):
        commands.clock.advance(timedelta(weeks=1))
        commands.sync()
    town.push(commands.clock.now())
    commands.sync("--all")
    weeks = dict(CommitWeek.objects.values_list("week", "commits"))
    assert len(weeks) == 28
    assert sum(weeks.values()) == 3


def test_weeks_in_which_nobody_looked_stay_unknown(town, commands):
    commands.sync()
    commands.clock.advance(timedelta(weeks=16))
    town.push(commands.clock.now())
    commands.sync("--all")
    assert CommitWeek.objects.count() == 24
