"""Signing up, in and out by e-mail, and one's own account."""

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import IntegrityError
from django.test import Client

from tests.factories import make_project

pytestmark = pytest.mark.django_db
PASSWORD = "a-rather-long-secret"


@pytest.fixture
def person():
    person = get_user_model().objects.create_user("hana@tomoni.example", PASSWORD)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def test_person_signs_in_with_email_in_any_case(site, client, person):
    response = client.post("/accounts/login/", {"login": "Hana@Tomoni.example", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_wrong_password_keeps_the_typed_address(site, client, person):
    response = client.post("/accounts/login/", {"login": person.email, "password": "wrong"})
    assert response.status_code == 200
    assert person.email in response.content.decode()


def test_two_people_cannot_have_one_address(person):
    with pytest.raises(IntegrityError):
        get_user_model().objects.create_user("HANA@tomoni.example", PASSWORD)


def test_user_without_address_is_refused():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        get_user_model().objects.create_user("", PASSWORD)


def test_account_shows_ones_address_and_what_one_can_do(site, client, person):
    client.force_login(person)
    page = client.get("/accounts/").content.decode()
    assert person.email in page
    assert "/accounts/password/change/" in page
    assert "/admin/" not in page


def test_account_of_nobody_leads_to_signing_in(site, client):
    assert client.get("/accounts/")["Location"] == "/accounts/login/?next=/accounts/"
    assert client.get("/en/accounts/")["Location"] == "/en/accounts/login/?next=/en/accounts/"


def test_account_is_never_kept_by_a_cache(site, client, person):
    client.force_login(person)
    assert "no-store" in client.get("/accounts/")["Cache-Control"]


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_signing_in_pages_open_in_both_languages(site, client, prefix, address):
    assert client.get(prefix + address).status_code == 200


def test_superuser_may_do_everything(db):
    admin = get_user_model().objects.create_superuser("admin@tomoni.example", PASSWORD)
    assert (admin.is_staff, admin.is_superuser, str(admin)) == (True, True, admin.profile.handle)


def test_editors_see_who_wrote_a_page_by_name_and_not_by_address(site, client, person):
    project = make_project("地図")
    project.owner = person
    project.save()
    project.save_revision(user=person, log_action=True)
    client.force_login(get_user_model().objects.create_superuser("admin@tomoni.example", PASSWORD))
    for page in (f"/admin/pages/{project.pk}/history/", f"/admin/pages/{project.pk}/edit/"):
        html = client.get(page).content.decode()
        assert person.email not in html
        assert person.profile.handle in html


def test_superuser_signs_in_at_once_however_the_address_was_typed(site, client):
    get_user_model().objects.create_superuser("Admin@Tomoni.Example", PASSWORD)
    answer = client.post("/accounts/login/", {"login": "Admin@Tomoni.Example", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_account_made_in_the_admin_is_found_however_its_address_was_typed(site, client):
    client.force_login(get_user_model().objects.create_superuser("admin@tomoni.example", PASSWORD))
    typed = {"email": "Taro@Tomoni.Example", "first_name": "太郎", "last_name": "山田", "is_active": "on"}
    client.post("/admin/users/new/", {**typed, "password1": PASSWORD, "password2": PASSWORD})
    Client().post("/accounts/password/reset/", {"email": "Taro@Tomoni.Example"})
    assert "/accounts/password/reset/key/" in mail.outbox[-1].body


def test_signing_in_can_be_done_in_the_other_language(site, client):
    page = client.get("/accounts/login/?next=/projects/").content.decode()
    assert '<a href="/en/accounts/login/?next=%2Fprojects%2F" lang="en"' in page
