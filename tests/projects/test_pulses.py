"""Which repositories the sync follows more closely, because a project shows them."""

import pytest

from integrations.github.wishes import in_use
from tests.factories import make_project, make_repository

pytestmark = pytest.mark.usefixtures("site")


def test_repositories_of_published_projects_are_in_use():
    shown, drafted, imported = make_repository(), make_repository(), make_repository()
    make_project(repositories=[shown])
    make_project(repositories=[drafted]).unpublish()
    assert in_use([shown.pk, drafted.pk, imported.pk]) == {shown.pk}
    assert in_use([imported.pk]) == set()


@pytest.mark.parametrize("count", [1, 20])
def test_telling_them_takes_one_query_for_any_number(count, django_assert_num_queries):
    repositories = [make_repository() for _number in range(count)]
    make_project(repositories=repositories)
    with django_assert_num_queries(1):
        assert len(in_use([each.pk for each in repositories])) == count
