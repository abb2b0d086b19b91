"""The name in one's address, which may change."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import FormerHandle, Profile
from tests.factories import make_user
from tests.sending import send

from .reading import main_text

PAGE = "/en/accounts/profile/"


def rename(client, handle):
    return send(client, PAGE, handle=handle, is_public="on")


def test_old_address_leads_to_the_new_one(signed_in, stranger):
    rename(signed_in, "hanako")
    response = stranger.get("/en/people/hana/")
    assert (response.status_code, response["Location"]) == (301, "/en/people/hanako/")
    assert "no-cache" in response["Cache-Control"]
    assert stranger.get("/people/hanako/").status_code == 200


def test_old_address_of_a_hidden_page_tells_nothing(signed_in, stranger):
    send(signed_in, PAGE, handle="hanako")
    assert stranger.get("/en/people/hana/").status_code == 404


def test_nobody_else_takes_a_former_handle(signed_in, client, site):
    rename(signed_in, "hanako")
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    assert "Somebody else has this handle, or had it before" in main_text(rename(client, "hana"))


def take_at_once(user, together, told):
    try:
        together.wait(timeout=20)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        told.append(rename(client, "hanako").status_code)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("attempt", range(3))
def test_handle_that_two_want_at_the_same_moment_is_had_by_one_and_told_to_the_other(site, attempt):
    people, together, told = [make_user(f"{name}@tomoni.example") for name in "ab"], threading.Barrier(2), []
    threads = [threading.Thread(target=take_at_once, args=(each, together, told)) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [200, 302]
    assert Profile.objects.filter(handle="hanako").count() == 1


@pytest.mark.parametrize("taken", ["taro", "TARO"])
def test_nobody_takes_the_handle_of_another(signed_in, hana, taken):
    other = make_user()
    Profile.objects.filter(user=other).update(handle="taro")
    assert "Somebody else has this handle" in main_text(rename(signed_in, taken))
    assert Profile.objects.get(user=hana).handle == "hana"


@pytest.mark.parametrize("word", ["admin", "new", "me", "edit", "Tomoni"])
def test_words_of_the_site_are_nobodys_handle(signed_in, word):
    assert "kept for the site itself" in main_text(rename(signed_in, word))


@pytest.mark.parametrize("word", ["-a", "a-", "a--b", "花", "a b", "a/b", "a.b", "a" * 40, "../admin", "a\x00"])
def test_handle_is_made_of_plain_signs(signed_in, hana, word):
    assert rename(signed_in, word).status_code == 200
    assert Profile.objects.get(user=hana).handle == "hana"


def test_ones_own_former_handle_may_be_taken_back(signed_in, stranger):
    rename(signed_in, "hanako")
    rename(signed_in, "hana")
    assert stranger.get("/en/people/hana/").status_code == 200
    assert stranger.get("/en/people/hanako/")["Location"] == "/en/people/hana/"


def test_fourth_change_of_a_month_waits(signed_in, hana):
    for handle in ("hana-1", "hana-2", "hana-3"):
        assert rename(signed_in, handle).status_code == 302
    assert "3 times within a month" in main_text(rename(signed_in, "hana-4"))
    FormerHandle.objects.update(given_up_at=timezone.now() - timedelta(days=31))
    assert rename(signed_in, "hana-4").status_code == 302


def test_reserved_words_are_written_as_handles_are():
    from accounts.handles import RESERVED

    assert {word for word in RESERVED if word != word.lower()} == set()
    assert "admin" in RESERVED
