"""Somebody makes an account with their e-mail address, and comes back to where they wanted to go."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail

from accounts.models import Profile
from accounts.sending.models import SentForm
from tests.factories import make_user
from tests.sending import sealed, send

from .mails import WIDE, code_mailed_to, last_mail, wrong
from .round_trips import words

pytestmark = pytest.mark.usefixtures("site")

ADDRESS = "hanako@tomoni.example"
PASSWORD = "a-long-and-quiet-river"
NEXT = "/en/projects/?topic=food"


def sign_up(client, address=ADDRESS, where="/en/accounts/signup/?next=/en/projects/%3Ftopic%3Dfood", **typed):
    return send(client, where, **{"email": address, "password1": PASSWORD, **typed})


def confirm(client, code, where="/en/accounts/confirm-email/", **typed):
    return client.post(where, {"code": code, **typed})


def person():
    return get_user_model().objects.get(email=ADDRESS)


def test_person_signs_up_and_lands_where_they_wanted_to_go(client):
    to_the_code = sign_up(client, name="花子")
    assert to_the_code["Location"].startswith("/en/accounts/confirm-email/")
    assert len(mail.outbox) == 1
    assert confirm(client, code_mailed_to(ADDRESS))["Location"] == NEXT
    assert client.session["_auth_user_id"] == str(person().pk)
    assert person().profile.shown_name == "花子"
    assert person().emailaddress_set.get().verified
    assert len(mail.outbox) == 1


def test_name_may_be_left_out(client):
    sign_up(client)
    confirm(client, code_mailed_to(ADDRESS))
    assert person().profile.name == ""
    assert person().profile.shown_name == person().profile.handle


def test_name_loses_signs_that_cannot_be_seen(client):
    sign_up(client, name="花\u202e\u200b 子\n")
    assert person().profile.name == "花 子"


def test_nobody_is_signed_in_before_the_code(client):
    sign_up(client)
    assert "_auth_user_id" not in client.session
    assert client.get("/en/accounts/")["Location"].startswith("/en/accounts/login/")


@pytest.mark.parametrize(("prefix", "language", "text"), [("", "ja", "ともに"), ("/en", "en", "Welcome to Tomoni.")])
def test_mail_is_plain_and_in_the_language_of_the_page(client, prefix, language, text):
    sign_up(client, where=f"{prefix}/accounts/signup/")
    letter = last_mail(ADDRESS)
    assert code_mailed_to(ADDRESS) in letter.subject
    assert text in letter.body
    assert getattr(letter, "alternatives", []) == []
    assert person().profile.mail_language == language


def test_code_may_be_typed_without_its_hyphen(client):
    sign_up(client)
    assert confirm(client, code_mailed_to(ADDRESS).replace("-", " "))["Location"] == NEXT


@pytest.mark.parametrize("between", ["", "－", "ー", "−", "‐", "―", "\u3000", " - ", "\u200b"])
def test_code_may_be_typed_in_wide_digits(client, between):
    sign_up(client)
    typed = code_mailed_to(ADDRESS).translate(WIDE).replace("-", between)
    assert confirm(client, f"\u3000{typed} ")["Location"] == NEXT


@pytest.mark.parametrize("nothing", ["ー", "－－", "\u200b"])
def test_dashes_alone_are_no_code(client, nothing):
    sign_up(client)
    assert "This code is not right." in words(confirm(client, nothing))


def test_wrong_code_is_told_and_the_right_one_still_works(client):
    sign_up(client)
    code = code_mailed_to(ADDRESS)
    page = confirm(client, wrong(code))
    assert "This code is not right." in words(page)
    assert confirm(client, code)["Location"] == NEXT


def test_third_wrong_code_ends_it_with_a_message(client):
    sign_up(client)
    code = code_mailed_to(ADDRESS)
    for _ in range(2):
        confirm(client, wrong(code))
    page = client.post("/en/accounts/confirm-email/", {"code": wrong(code)}, follow=True)
    assert "Too many attempts that failed." in words(page)
    assert confirm(client, code)["Location"].startswith("/en/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_old_code_does_not_work(client, settings):
    sign_up(client)
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = -1
    page = client.post("/en/accounts/confirm-email/", {"code": code_mailed_to(ADDRESS)}, follow=True)
    assert "The code was too old. Sign in once more, and you get a new one." in words(page)
    assert not person().emailaddress_set.get().verified


def test_new_code_is_sent_when_asked_and_the_first_one_is_void(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "100/s/key"}
    sign_up(client)
    first = code_mailed_to(ADDRESS)
    again = client.post("/en/accounts/confirm-email/", {"action": "resend"})
    assert again["Location"].startswith("/en/accounts/confirm-email/")
    second = code_mailed_to(ADDRESS)
    assert len(mail.outbox) == 2
    assert "This code is not right." in words(confirm(client, first))
    assert confirm(client, second)["Location"] == NEXT


def test_asking_for_a_new_code_at_once_is_asked_to_wait(client):
    sign_up(client)
    page = client.post("/en/accounts/confirm-email/", {"action": "resend"}, follow=True)
    assert len(mail.outbox) == 1
    assert page.status_code == 429
    assert 1 <= int(page["Retry-After"]) <= 10


def test_who_mistyped_the_address_begins_anew(client):
    sign_up(client, "hanoko@tomoni.example")
    assert client.get("/en/accounts/signup/")["Location"].startswith("/en/accounts/confirm-email/")
    send(client, "/en/accounts/confirm-email/", 2)
    sign_up(client)
    assert confirm(client, code_mailed_to(ADDRESS))["Location"] == NEXT


def test_address_that_has_an_account_looks_like_any_other(client):
    make_user(ADDRESS)
    Profile.objects.update(mail_language="en")
    answer = sign_up(client)
    assert answer["Location"].startswith("/en/accounts/confirm-email/")
    shown = words(client.get("/en/accounts/confirm-email/"))
    other = client.__class__()
    sign_up(other, "other@tomoni.example")
    assert words(other.get("/en/accounts/confirm-email/")).replace("other@", "hanako@") == shown
    assert "you have an account already" in last_mail(ADDRESS).subject
    assert get_user_model().objects.filter(email=ADDRESS).count() == 1


def test_who_did_not_confirm_is_asked_for_the_code_when_signing_in(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "100/s/key"}
    sign_up(client)
    later = client.__class__()
    answer = send(later, "/en/accounts/login/?next=/en/projects/", login=ADDRESS, password=PASSWORD)
    assert answer["Location"].startswith("/en/accounts/confirm-email/")
    assert confirm(later, code_mailed_to(ADDRESS))["Location"] == "/en/projects/"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"email": "no address"}, "#id_email"),
        ({"password1": "12345678"}, "#id_password1"),
        ({"password1": ADDRESS}, "#id_password1"),
        ({"name": "x" * 101}, "#id_name"),
        ({"name": "\ufdfa" * 90}, "#id_name"),
        ({"name": "HANAKO@tomoni.example"}, "#id_name"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_the_rest_is_kept(client, typed, error):
    page = send(client, "/en/accounts/signup/", **{"email": ADDRESS, "password1": PASSWORD, "name": "花子", **typed})
    soup = BeautifulSoup(page.content, "html.parser")
    assert page.status_code == 200
    assert soup.select_one(error)["aria-invalid"] == "true"
    assert soup.select_one("#id_email")["value"] == typed.get("email", ADDRESS)
    assert not get_user_model().objects.exists()
    assert mail.outbox == []


def test_who_presses_the_button_twice_has_signed_up_once(client):
    typed = sealed("sign-up", email=ADDRESS, password1=PASSWORD)
    client.post("/en/accounts/signup/", typed)
    other_tab = client.__class__()
    other_tab.post("/en/accounts/signup/", typed)
    assert len(mail.outbox) == 1
    assert get_user_model().objects.count() == 1


def test_browser_that_gave_up_the_first_answer_is_told_how_to_go_on(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "100/s/key"}
    typed = sealed("sign-up", email=ADDRESS, password1=PASSWORD, next=NEXT)
    client.__class__().post("/en/accounts/signup/", typed)
    page = client.post("/en/accounts/signup/", typed, follow=True)
    assert "The form came twice. Sign in with the password that you chose" in words(page)
    send(client, page.redirect_chain[-1][0], login=ADDRESS, password=PASSWORD)
    assert confirm(client, code_mailed_to(ADDRESS))["Location"] == NEXT


def test_browser_that_took_the_first_answer_goes_on_to_the_code(client):
    typed = sealed("sign-up", email=ADDRESS, password1=PASSWORD)
    first = client.post("/en/accounts/signup/", typed)
    client.get("/en/projects/")
    assert client.post("/en/accounts/signup/", typed)["Location"] == first["Location"]
    assert len(mail.outbox) == 1


def test_program_that_fills_the_trap_signs_nobody_up(client):
    page = sign_up(client, your_page="https://spam.example")
    assert page.status_code == 200
    assert not get_user_model().objects.exists()


def test_what_is_kept_of_a_sent_form_tells_nothing_of_the_password(client):
    sign_up(client)
    first = SentForm.objects.get().content
    sign_up(client.__class__(), password1="another-quiet-river")
    assert SentForm.objects.exclude(content=first).count() == 0
