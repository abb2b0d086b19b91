"""The masthead offers the admin to those whom the admin lets in, whatever makes them editors."""

import pytest

from pages.models import Space
from tests.factories import make_municipality_page, make_user

pytestmark = pytest.mark.usefixtures("site")


def offers_the_admin(client, user):
    client.force_login(user)
    return 'href="/admin/"' in client.get("/").content.decode()


def test_masthead_offers_the_admin_to_a_member_of_a_space(client):
    space = Space.objects.get(page=make_municipality_page().page_ptr)
    assert offers_the_admin(client, make_user("officer@tomoni.example", groups=[space.group])) is True


def test_masthead_offers_the_admin_to_a_superuser(client):
    assert offers_the_admin(client, make_user("admin@tomoni.example", is_superuser=True)) is True


def test_masthead_offers_a_volunteer_no_admin(client):
    assert offers_the_admin(client, make_user("volunteer@tomoni.example")) is False
