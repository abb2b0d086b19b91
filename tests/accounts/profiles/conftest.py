"""A person who is signed in, and a stranger who is not."""

import pytest
from django.test import Client

from tests.factories import make_user


@pytest.fixture
def hana(site):
    """`hana@tomoni.example`, known as `hana`, with a confirmed address."""
    user = make_user("hana@tomoni.example")
    user.profile.handle, user.profile.name = "hana", "山田 花"
    user.profile.save()
    return user


@pytest.fixture
def signed_in(hana):
    client = Client()
    client.force_login(hana, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def sure(signed_in):
    """The same, and the password was given a moment ago."""
    signed_in.post("/accounts/reauthenticate/", {"password": "a-password-of-tests"})
    return signed_in


@pytest.fixture
def stranger(site):
    return Client()
