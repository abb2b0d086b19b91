"""Accounts whose address nobody confirmed do not stay."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from integrations.regular import KINDS
from tests.sending import send

from .mails import code_mailed_to

pytestmark = pytest.mark.usefixtures("site")

ADDRESS, PASSWORD = "hanako@tomoni.example", "a-long-and-quiet-river"


@pytest.fixture
def browser():
    """In which somebody has signed up and was sent a code."""
    client = Client()
    send(client, "/en/accounts/signup/", email=ADDRESS, password1=PASSWORD)
    return client


def stays_after(days):
    get_user_model().objects.update(date_joined=timezone.now() - timedelta(days=days))
    KINDS["accounts never confirmed"].work(timezone.now())
    return get_user_model().objects.filter(email=ADDRESS).exists()


def test_account_is_forgotten_after_a_month_and_the_address_is_free(browser):
    assert stays_after(days=29)
    assert not stays_after(days=31)
    send(Client(), "/en/accounts/signup/", email=ADDRESS, password1=PASSWORD)
    assert get_user_model().objects.filter(email=ADDRESS).exists()


def test_account_that_was_confirmed_stays(browser):
    browser.post("/en/accounts/confirm-email/", {"code": code_mailed_to(ADDRESS)})
    get_user_model().objects.update(last_login=None)
    assert stays_after(days=3000)


def test_account_that_an_administrator_has_made_stays(browser):
    get_user_model().objects.get().emailaddress_set.all().delete()
    assert stays_after(days=3000)


def test_account_that_was_given_a_right_stays(browser):
    get_user_model().objects.get().groups.add(Group.objects.first())
    assert stays_after(days=3000)


def test_account_whose_new_address_is_not_confirmed_yet_stays(browser):
    browser.post("/en/accounts/confirm-email/", {"code": code_mailed_to(ADDRESS)})
    get_user_model().objects.update(last_login=None)
    get_user_model().objects.get().emailaddress_set.create(email="new@tomoni.example", verified=False)
    assert stays_after(days=3000)
