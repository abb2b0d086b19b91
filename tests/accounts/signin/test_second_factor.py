"""A second factor: set up, asked for, needed for the admin, lost."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Profile
from integrations.mail.models import Letter
from pages.models import Space
from tests.factories import make_municipality_page, make_user
from tests.sending import send

from .authenticator import code_of
from .mails import WIDE, last_mail
from .round_trips import words

pytestmark = pytest.mark.usefixtures("site")
with_commits = pytest.mark.django_db(transaction=True, serialized_rollback=True)
"""What django-allauth does when the app is stored, in the same request."""

PASSWORD = "a-password-of-tests"
ADDRESS = "officer@tomoni.example"
SETTING_UP = "/en/accounts/second-factor/totp/activate/"


def sign_in(client, next_url="/en/", user=ADDRESS):
    return send(client, f"/en/accounts/login/?next={next_url}", login=user, password=PASSWORD)


def show_password_again(client, wanted):
    return send(client, f"/en/accounts/reauthenticate/?next={wanted}", password=PASSWORD)


def set_up_app(client):
    """Returns its secret; the last answer is in `client.last`."""
    show_password_again(client, SETTING_UP)
    secret = BeautifulSoup(client.get(SETTING_UP).content, "html.parser").select_one(".secret").text
    client.last = client.post(SETTING_UP, {"code": code_of(secret)})
    return secret


def recovery_codes(client):
    page = client.get("/en/accounts/second-factor/recovery-codes/")
    return [code.text for code in BeautifulSoup(page.content, "html.parser").select(".codes code")]


@pytest.fixture
def officer():
    space = Space.objects.get(page=make_municipality_page().page_ptr)
    return make_user(ADDRESS, groups=[space.group])


@pytest.fixture
def needed(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True


@with_commits
def test_app_is_set_up_with_its_code_and_gives_recovery_codes(officer, client):
    Profile.objects.filter(user=officer).update(mail_language="en")
    sign_in(client)
    assert client.get(SETTING_UP)["Location"].startswith("/en/accounts/reauthenticate/")
    set_up_app(client)
    assert client.last["Location"] == "/en/accounts/second-factor/recovery-codes/"
    assert len(recovery_codes(client)) == 10
    assert "An authenticator app was set up." in last_mail(ADDRESS).body


@with_commits
def test_secrets_stand_in_the_database_as_nobody_can_use_them(officer, client):
    sign_in(client)
    secret = set_up_app(client)
    kept = {each.type: each.data for each in Authenticator.objects.filter(user=officer)}
    assert secret not in str(kept)
    assert kept["totp"]["secret"] != kept["recovery_codes"]["seed"]


@with_commits
def test_former_key_of_the_site_still_opens_what_was_made_with_it(officer, client, settings, caplog):
    sign_in(client)
    code = code_of(set_up_app(client), ahead=1)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another-one"
    settings.SECRET_KEY_FALLBACKS = [former]

    browser = Client()
    sign_in(browser)
    assert browser.post("/en/accounts/second-factor/authenticate/", {"code": code})["Location"] == "/en/"
    assert caplog.messages == []


@with_commits
def test_lost_key_of_the_site_lets_nobody_in_and_is_logged(officer, client, settings, caplog):
    sign_in(client)
    code = code_of(set_up_app(client), ahead=1)
    settings.SECRET_KEY = "another-one"

    browser = Client()
    sign_in(browser)
    answer = browser.post("/en/accounts/second-factor/authenticate/", {"code": code})
    assert "This code is not right." in words(answer)
    assert "SECRET_KEY_FALLBACKS" in caplog.text


def test_picture_for_the_app_is_a_part_of_the_page(officer, client):
    sign_in(client)
    show_password_again(client, SETTING_UP)
    page = BeautifulSoup(client.get(SETTING_UP).content, "html.parser")
    assert page.select_one(".qr > svg path")
    assert page.select("main img") == []


def test_wrong_code_sets_nothing_up(officer, client):
    sign_in(client)
    show_password_again(client, SETTING_UP)
    assert "This code is not right." in words(client.post(SETTING_UP, {"code": "000000"}))
    assert not Authenticator.objects.exists()


def test_signing_in_asks_for_the_code_of_the_app(officer, client):
    sign_in(client)
    secret = set_up_app(client)
    later = Client()
    assert sign_in(later, "/en/projects/")["Location"] == "/en/accounts/second-factor/authenticate/"
    assert "_auth_user_id" not in later.session
    page = later.post("/en/accounts/second-factor/authenticate/", {"code": "000000"})
    assert "This code is not right." in words(page)
    done = later.post("/en/accounts/second-factor/authenticate/", {"code": code_of(secret, ahead=1)})
    assert done["Location"] == "/en/projects/"
    assert later.session["_auth_user_id"] == str(officer.pk)


def test_codes_of_app_and_recovery_may_be_typed_in_wide_digits(officer, client):
    sign_in(client)
    show_password_again(client, SETTING_UP)
    secret = BeautifulSoup(client.get(SETTING_UP).content, "html.parser").select_one(".secret").text
    set_up = client.post(SETTING_UP, {"code": code_of(secret).translate(WIDE)})
    assert set_up["Location"] == "/en/accounts/second-factor/recovery-codes/"
    wide = code_of(secret, ahead=1).translate(WIDE)
    for code in (f"{wide[:3]}\u3000{wide[3:]}", recovery_codes(client)[0].translate(WIDE)):
        later = Client()
        sign_in(later, "/en/projects/")
        answer = later.post("/en/accounts/second-factor/authenticate/", {"code": code})
        assert answer["Location"] == "/en/projects/"


def test_recovery_code_works_once(officer, client):
    sign_in(client)
    set_up_app(client)
    code = recovery_codes(client)[0]
    for status in (302, 200):
        later = Client()
        sign_in(later)
        answer = later.post("/en/accounts/second-factor/authenticate/", {"code": code})
        assert answer.status_code == status
    assert code not in recovery_codes(client)


def test_pages_with_codes_are_kept_by_no_cache(officer, client):
    sign_in(client)
    set_up_app(client)
    for path in ("recovery-codes/", "recovery-codes/download/", ""):
        assert "no-store" in client.get(f"/en/accounts/second-factor/{path}")["Cache-Control"]


@pytest.mark.parametrize("address", ["", "pages/", "images/", "account/", "logout/", "api/main/pages/", "nowhere/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_admin_without_second_factor_leads_to_setting_one_up(officer, client, needed, address, method):
    sign_in(client)
    answer = getattr(client, method)(f"/admin/{address}")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/second-factor/")


def test_address_and_password_are_not_changed_in_the_admin(officer, client):
    sign_in(client)
    page = BeautifulSoup(client.get("/admin/account/").content, "html.parser")
    assert page.select("input[type=email], input[type=password]") == []


def test_admin_is_open_as_before_where_no_second_factor_is_needed(officer, client):
    sign_in(client)
    assert client.get("/admin/").status_code == 200


@with_commits
def test_officer_sets_one_up_and_goes_on_to_where_they_wanted(officer, client, needed):
    sign_in(client)
    client.get("/admin/pages/?q=x")
    set_up_app(client)
    codes = BeautifulSoup(client.get("/en/accounts/second-factor/recovery-codes/").content, "html.parser")
    on = codes.select_one("a.button--main")["href"]
    assert on == "/admin/pages/?q=x"
    assert client.get("/admin/").status_code == 200


def test_session_from_before_must_show_the_second_factor_once(officer, client, needed, settings):
    sign_in(client)
    set_up_app(client)
    before = Client()
    before.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    asked = before.get("/admin/pages/")["Location"]
    assert asked == "/accounts/second-factor/reauthenticate/?next=%2Fadmin%2Fpages%2F"
    done = send(before, asked, code=recovery_codes(client)[0])
    assert done["Location"] == "/admin/pages/"
    assert before.get("/admin/").status_code == 200


def test_who_signed_in_with_the_second_factor_goes_straight_in(officer, client, needed):
    sign_in(client)
    set_up_app(client)
    code = recovery_codes(client)[0]
    later = Client()
    sign_in(later, "/admin/")
    assert later.post("/en/accounts/second-factor/authenticate/", {"code": code})["Location"] == "/admin/"
    assert later.get("/admin/").status_code == 200


def test_volunteer_needs_none_and_stays_outside(client, needed):
    make_user("volunteer@tomoni.example")
    sign_in(client, user="volunteer@tomoni.example")
    assert client.get("/en/projects/").status_code == 200
    assert client.get("/admin/").status_code in {302, 403}
    assert "second-factor" not in client.get("/admin/").get("Location", "")


def test_superuser_needs_one_too(client, needed):
    make_user("admin@tomoni.example", is_superuser=True)
    sign_in(client, user="admin@tomoni.example")
    assert client.get("/admin/")["Location"] == "/accounts/second-factor/"


def test_operator_removes_what_was_lost_and_the_person_is_told(officer, client, needed):
    sign_in(client)
    set_up_app(client)
    out = StringIO()
    call_command("remove_second_factor", "Officer@tomoni.example", stdout=out)
    assert re.search(r"2 removed", out.getvalue())
    assert not Authenticator.objects.exists()
    letter = Letter.objects.get(to=ADDRESS)
    assert "/accounts/second-factor/" in letter.message["body"]
    assert client.get("/admin/")["Location"] == "/accounts/second-factor/"


def test_operator_who_mistypes_the_address_is_told(db):
    with pytest.raises(CommandError, match="no account with the address nobody@") as stopped:
        call_command("remove_second_factor", "nobody@tomoni.example")
    assert stopped.value.returncode == 2
