"""A project with an owner."""

import pytest

from tests.factories import make_project, make_user
from tests.projects.joining.conftest import make_owner, person

__all__ = ["person"]


@pytest.fixture
def project(site):
    return make_project("給食の地図", slug="lunch")


@pytest.fixture
def owner(project):
    user = person("Hana")
    make_owner(project=project, user=user)
    return user


@pytest.fixture
def stranger(db):
    return make_user("stranger@tomoni.example")
