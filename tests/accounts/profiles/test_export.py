"""A copy of one's own data."""

import json
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from wagtail.log_actions import log
from wagtail.models import PageSubscription
from wagtail.users.models import UserProfile

from accounts.personal_data import KEPT
from accounts.skills import skills_named
from tests.factories import make_project, make_topic, make_user

from .reading import main_text

PAGE = "/en/accounts/export/"


def test_copy_holds_what_the_rooms_keep(sure, hana):
    hana.profile.skills.set(skills_named(["図解"]))
    response = sure.post(PAGE)
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"].startswith('attachment; filename="tomoni-')
    told = json.loads(response.content)
    assert set(told["kept"]) == set(KEPT)
    assert told["kept"]["account"]["data"]["email"] == "hana@tomoni.example"
    assert told["kept"]["profile"]["data"]["skills"] == ["図解"]
    assert all(each["what"] and each["why"] for each in told["kept"].values())


@pytest.fixture
def editor(hana):
    """Somebody of whom the editors' admin keeps something."""
    project = make_project("川の地図")
    project.owner = hana
    project.save()
    log(instance=make_topic("rivers", "川", "Rivers"), action="wagtail.edit", user=hana)
    PageSubscription.objects.create(user=hana, page=project, comment_notifications=True)
    UserProfile.objects.create(user=hana, preferred_language="en", current_time_zone="Asia/Tokyo")
    Authenticator.objects.create(user=hana, type="webauthn", data={"name": "鍵束", "credential": {"id": "secret-key"}})
    return hana


def test_copy_of_an_editor_holds_what_the_admin_keeps(sure, editor):
    response = sure.post(PAGE)
    kept = {name: each["data"] for name, each in json.loads(response.content)["kept"].items()}
    assert [each["title"] for each in kept["editing"]["pages"]] == ["川の地図"]
    assert [each["page__title"] for each in kept["editing"]["told_of"]] == ["川の地図"]
    assert [each["label"] for each in kept["editing"]["log_beside_pages"]] == ["川"]
    assert kept["account"]["settings_of_the_admin"]["preferred_language"] == "en"
    assert [each["name"] for each in kept["second_factors"]] == ["鍵束"]
    assert "secret-key" not in response.content.decode()


def test_copy_never_has_the_password_or_another_person(sure, hana):
    other = make_user("taro@tomoni.example")
    text = sure.post(PAGE).content.decode()
    assert hana.password not in text
    assert "password" not in json.loads(text)["kept"]["account"]["data"]
    assert "taro" not in text
    assert other.profile.handle not in text


def test_copy_asks_for_the_password_first_and_comes_afterwards(signed_in):
    asked = signed_in.post(PAGE)
    assert asked["Location"] == f"/en/accounts/reauthenticate/?next={quote(PAGE, safe='')}"
    response = signed_in.post(asked["Location"], {"password": "a-password-of-tests", "next": PAGE})
    assert json.loads(response.content)["kept"]["account"]["data"]["email"] == "hana@tomoni.example"


def test_page_says_what_is_kept_and_why(signed_in):
    page = main_text(signed_in.get(PAGE))
    for kept in KEPT.values():
        assert " ".join(str(kept.why).split())[:40] in page


def test_copy_is_not_made_all_the_time(sure):
    for _time in range(5):
        assert sure.post(PAGE).status_code == 200
    assert sure.post(PAGE)["Location"] == PAGE
    assert "very often" in main_text(sure.get(PAGE))


def test_data_of_nobody_leads_to_signing_in(stranger):
    assert stranger.get(PAGE)["Location"].startswith("/en/accounts/login/?next=")
    assert stranger.post(PAGE)["Location"].startswith("/en/accounts/login/?next=")
