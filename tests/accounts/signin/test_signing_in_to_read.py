"""What is not open to all leads to signing in, and back; whoever has signed in is told that it is closed."""

import pytest
from django.conf import settings
from wagtail.models import PageViewRestriction

from tests.factories import make_project, make_user

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def closed(site):
    """A page for a group to which nobody belongs."""
    project = make_project("見本", slug="closed")
    PageViewRestriction.objects.create(page=project, restriction_type="groups")
    return project


@pytest.mark.parametrize("language", ["", "/en"])
def test_visitor_is_sent_to_signing_in_and_back(client, closed, language):
    address = f"{language}/projects/closed/"
    response = client.get(address, follow=True)
    assert response.redirect_chain[-1][0] == f"{language}/accounts/login/?next={address}"
    assert response.status_code == 200


def test_who_has_signed_in_is_told_that_it_is_closed(client, closed):
    client.force_login(make_user("taro@tomoni.example"), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert client.get("/projects/closed/", follow=True).status_code == 403
