"""Who contributed to several repositories together, as pages show it."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from integrations.github.contributors import Shown, contributors_of
from integrations.github.models import Contributor, Repository
from integrations.github.people import choose

pytestmark = pytest.mark.django_db

MARCH, APRIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)


def make_repository(name, *, commits=None, anonymous=0, at=APRIL, **fields):
    """`commits` by handle; None for a list that was never seen. A handle of [bot] is one."""
    number = Repository.objects.count() + 1
    row = Repository.objects.create(
        full_name=name, github_id=number, node_id=f"R_{number}", **{"status": "active", **fields}
    )
    figures = {"contributors_human": 1, "contributors_anonymous": anonymous, "contributors_observed_at": at}
    known = figures if commits is not None else {}
    row.latest_snapshot = row.snapshots.create(day=at.date(), observed_at=timezone.now(), **known)
    row.save()
    for login, count in (commits or {}).items():
        row.contributions.create(contributor=make_contributor(login), commits=count)
    return row


def make_contributor(login):
    kind = "bot" if login.endswith("[bot]") else "human"
    row, _new = Contributor.objects.get_or_create(
        login=login, defaults={"github_id": Contributor.objects.count() + 1, "kind": kind}
    )
    return row


def everything():
    return list(Repository.objects.with_latest_figures())


def names(shown):
    return [(each.name, each.commits) for each in shown]


def test_commits_of_one_person_are_added_up_over_the_repositories():
    make_repository("code/a", commits={"hanako": 2, "taro": 3})
    make_repository("code/b", commits={"hanako": 5})
    found = contributors_of(everything())
    assert names(found.people) == [("hanako", 7), ("taro", 3)]
    assert (found.more_people, found.bots, found.state) == (0, [], "known")


def test_people_and_bots_stand_apart_with_their_pages_on_github():
    make_repository("code/a", commits={"hanako": 2, "renovate[bot]": 90})
    found = contributors_of(everything())
    assert found.people == [Shown("hanako", "https://github.com/hanako", 2)]
    assert found.bots == [Shown("renovate[bot]", "https://github.com/apps/renovate", 90)]


@pytest.fixture(autouse=True)
def _on_github(settings):
    settings.GITHUB_API_URL = "https://api.github.com"


def test_the_most_active_are_named_and_the_others_counted():
    make_repository("code/a", commits={f"p{number:02}": 100 - number for number in range(30)} | {"x[bot]": 1})
    found = contributors_of(everything(), most=3)
    assert names(found.people) == [("p00", 100), ("p01", 99), ("p02", 98)]
    assert (found.more_people, names(found.bots), found.more_bots) == (27, [("x[bot]", 1)], 0)


def test_who_chose_to_have_no_name_is_shown_without_and_the_removed_not_at_all():
    make_repository("code/a", commits={"hanako": 2, "taro": 3, "jiro": 1})
    by_login = dict(Contributor.objects.values_list("login", "github_id"))
    choose(github_id=by_login["hanako"], choice="anonymised", by_person=True)
    choose(github_id=by_login["taro"], choice="removed", by_person=True)
    found = contributors_of(everything(), most=1)
    assert found.people == [Shown("", "", 2)]
    assert found.more_people == 1


def test_gone_repository_is_left_out():
    make_repository("code/a", commits={"hanako": 2}, anonymous=1)
    make_repository("code/gone", commits={"taro": 9}, anonymous=5, status="private_or_deleted", at=MARCH)
    found = contributors_of(everything())
    assert (names(found.people), found.anonymous, found.observed_at) == ([("hanako", 2)], 1, APRIL)
    assert found.state == "known"


def test_of_gone_repositories_alone_nothing_is_told():
    make_repository("code/gone", commits={"taro": 9}, status="blocked")
    found = contributors_of(everything())
    assert (found.people, found.anonymous, found.observed_at, found.state) == ([], None, None, "gone")


def test_authors_without_an_account_are_added_up_and_the_oldest_list_gives_the_date():
    make_repository("code/a", commits={"hanako": 2}, anonymous=1, at=MARCH)
    make_repository("code/b", commits={"hanako": 2}, anonymous=4)
    found = contributors_of(everything())
    assert (found.anonymous, found.observed_at) == (5, MARCH)


def test_list_that_was_never_seen_is_unknown_and_beside_a_known_one_partial():
    make_repository("code/a")
    assert contributors_of(everything()).state == "unknown"
    assert contributors_of(everything()).anonymous is None
    make_repository("code/b", commits={"hanako": 2})
    assert contributors_of(everything()).state == "partial"


def test_no_repository_has_no_contributor():
    assert contributors_of([]).people == []


@pytest.mark.parametrize("count", [1, 40])
def test_any_number_of_repositories_costs_one_query(django_assert_num_queries, count):
    for number in range(count):
        make_repository(f"code/r{number}", commits={f"p{each}": each for each in range(1, 30)})
    rows = everything()
    with django_assert_num_queries(1):
        contributors_of(rows)
