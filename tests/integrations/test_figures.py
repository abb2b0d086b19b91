"""Totals say what they stand on."""

from datetime import UTC, datetime, timedelta

import pytest

from integrations.github.figures import Figure, figures_for
from integrations.github.models import Repository, Snapshot, Status

MONDAY = datetime(2026, 3, 30, tzinfo=UTC)


def _repository(index, status=Status.ACTIVE, **figures):
    known = status != Status.PENDING
    repository = Repository.objects.create(
        full_name=f"code/{index}", status=status, github_id=index + 1 if known else None
    )
    if figures:
        at = figures.pop("at", MONDAY)
        repository.latest_snapshot = Snapshot.objects.create(
            repository=repository, day=at.date(), observed_at=at, **figures
        )
        repository.save()
    return repository


def _stars():
    return figures_for(Repository.objects.with_latest_figures()).stars


pytestmark = pytest.mark.django_db


def test_total_of_known_parts_has_the_date_of_the_oldest():
    _repository(0, stars=3)
    _repository(1, stars=4, at=MONDAY + timedelta(days=1))
    assert _stars() == Figure(7, MONDAY, "known", 2, 2)


def test_total_with_an_unknown_part_is_partial():
    _repository(0, stars=3)
    _repository(1, status=Status.PENDING)
    assert _stars() == Figure(3, MONDAY, "partial", 1, 2)


def test_total_without_any_known_part_is_unknown_not_zero():
    _repository(0, forks=3)
    assert _stars() == Figure(None, None, "unknown", 0, 1)


def test_total_of_pending_repositories_is_pending():
    _repository(0, status=Status.PENDING)
    assert _stars() == Figure(None, None, "pending", 0, 1)


def test_total_of_gone_repositories_keeps_the_last_figures():
    _repository(0, status=Status.GONE, stars=3)
    assert _stars() == Figure(3, MONDAY, "gone", 1, 1)


def test_total_of_no_repository_is_unknown():
    assert _stars() == Figure(None, None, "unknown", 0, 0)


@pytest.mark.parametrize("count", [1, 30])
def test_totals_cost_one_query_for_any_number(django_assert_num_queries, count):
    for index in range(count):
        _repository(index, stars=1)
    with django_assert_num_queries(1):
        assert _stars().value == count
