"""An administrator deletes accounts in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.models import Profile
from integrations.mail.models import Letter
from integrations.mail.services import post
from tests.factories import make_user

ADDRESS = "hana@tomoni.example"


@pytest.fixture
def desk(site):
    admin = make_user("admin@tomoni.example", is_superuser=True)
    client = Client()
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    return client


def one(user):
    return f"/admin/users/delete/{user.pk}/"


def several(user):
    return f"/admin/bulk/accounts/user/delete/?next=/admin/users/&id={user.pk}"


@pytest.mark.parametrize("path", [one, several])
def test_account_goes_as_if_its_owner_had_deleted_it(desk, hana, path):
    Profile.objects.update(mail_language="en")
    post(key="digest", to=ADDRESS, subject="What is new", text="Much.")
    assert desk.post(path(hana))["Location"].startswith("/admin/users/")
    assert not get_user_model().objects.filter(pk=hana.pk).exists()
    (letter,) = Letter.objects.filter(to=ADDRESS)
    assert "An administrator has deleted your account" in letter.message["body"]
    assert "As you asked" not in letter.message["body"]


@pytest.mark.parametrize("path", [one, several])
def test_log_keeps_who_deleted_and_the_number_of_the_account(desk, hana, path):
    desk.post(path(hana))
    entry = ModelLogEntry.objects.get(action="wagtail.delete", object_id=str(hana.pk))
    assert (entry.user.email, entry.label) == ("admin@tomoni.example", f"#{hana.pk}")


@pytest.mark.parametrize("path", [one, several])
def test_asking_whether_to_delete_deletes_nothing(desk, hana, path):
    assert desk.get(path(hana)).status_code == 200
    assert get_user_model().objects.filter(pk=hana.pk).exists()
