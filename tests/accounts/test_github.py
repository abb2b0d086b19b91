"""Connecting one's GitHub account over real HTTP, and deciding what is told of oneself."""

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from bs4 import BeautifulSoup
from django.test import Client

from integrations.github.models import Contribution, Contributor, ContributorChoice
from integrations.github.people import choose
from tests.factories import make_repository, make_user
from tests.github_server.oauth import CLIENT_ID, CLIENT_SECRET, OAuthServer

from .signin.round_trips import through, words

pytestmark = pytest.mark.usefixtures("site")

PAGE = "/en/accounts/github/"


@pytest.fixture
def github(settings):
    with OAuthServer() as server:
        settings.GITHUB_API_URL = server.url
        settings.GITHUB_OAUTH_CLIENT_ID, settings.GITHUB_OAUTH_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        yield server


@pytest.fixture
def person():
    return signed_in("hanako@tomoni.example")


def signed_in(email):
    client = Client()
    client.force_login(make_user(email), backend="django.contrib.auth.backends.ModelBackend")
    return client


def through_github(client, start="/en/accounts/github/login/"):
    return through(client, start)


def commit(login="hanako", github_id=1, commits=9):
    repository = make_repository("code/town", figures={"contributors_human": 1})
    contributor = Contributor.objects.create(github_id=github_id, login=login, kind="human")
    return Contribution.objects.create(repository=repository, contributor=contributor, commits=commits)


def test_connecting_proves_the_number_and_keeps_nothing_but_the_handle(github, person):
    back = through_github(person)
    assert (back.status_code, back["Location"]) == (302, PAGE)
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("1", {"login": "hanako"})
    assert not SocialToken.objects.exists()
    assert github.scopes == []
    page = words(person.get(PAGE))
    assert "Your GitHub account is connected." in page
    assert "hanako, number 1" in page


def test_japanese_reader_comes_back_to_japanese_pages(github, person):
    assert through_github(person, "/accounts/github/login/")["Location"] == "/accounts/github/"


def test_page_tells_what_is_kept_of_the_person(github, person):
    commit(commits=1234)
    through_github(person)
    page = person.get(PAGE)
    cells = [cell.text for cell in BeautifulSoup(page.content, "html.parser").select("tbody :is(th, td)")]
    assert cells == ["code/town", "1,234", "Unknown"]
    assert "Handle in our lists" in words(page)


@pytest.mark.parametrize(
    ("choice", "login", "rows"), [("anonymised", "", 1), ("removed", None, 0), ("shown", "hanako", 1)]
)
def test_choice_of_the_person_is_carried_out_at_once(github, person, choice, login, rows):
    commit()
    through_github(person)
    page = person.post("/en/accounts/github/choice/", {"github_id": 1, "choice": choice}, follow=True)
    assert "Saved. Pages show it from now on." in words(page)
    assert "chosen by you" in words(page)
    checked = BeautifulSoup(page.content, "html.parser").select("input[type=radio][checked]")
    assert [each["value"] for each in checked] == [choice]
    assert Contributor.objects.values_list("login", flat=True).first() == login
    assert Contribution.objects.count() == rows


def test_person_undoes_what_an_administrator_chose(github, person):
    choose(github_id=1, choice="removed", by_person=False)
    through_github(person)
    assert "chosen by an administrator" in words(person.get(PAGE))
    person.post("/en/accounts/github/choice/", {"github_id": 1, "choice": "shown"})
    assert ContributorChoice.objects.get().choice == "shown"


def test_nobody_chooses_for_an_account_that_is_not_theirs(github, person):
    through_github(person)
    assert person.post("/en/accounts/github/choice/", {"github_id": 2, "choice": "removed"}).status_code == 403
    assert (
        signed_in("taro@tomoni.example")
        .post("/en/accounts/github/choice/", {"github_id": 1, "choice": "removed"})
        .status_code
        == 403
    )
    assert not ContributorChoice.objects.exists()


@pytest.mark.parametrize("sent", [{"github_id": 1}, {"github_id": 1, "choice": "famous"}])
def test_choice_that_is_none_is_asked_for_again(github, person, sent):
    through_github(person)
    page = person.post("/en/accounts/github/choice/", sent)
    assert page.status_code == 200
    assert BeautifulSoup(page.content, "html.parser").select(".errorlist")
    assert not ContributorChoice.objects.exists()


def test_who_changes_it_without_end_is_asked_to_wait(github, person):
    through_github(person)
    for number in range(20):
        person.post("/en/accounts/github/choice/", {"github_id": 1, "choice": ("shown", "removed")[number % 2]})
    page = person.post("/en/accounts/github/choice/", {"github_id": 1, "choice": "shown"}, follow=True)
    assert "Not saved: you changed this very often." in words(page)
    assert ContributorChoice.objects.get().choice == "removed"


def test_choice_outlives_disconnecting_and_connecting_again(github, person):
    through_github(person)
    person.post("/en/accounts/github/choice/", {"github_id": 1, "choice": "removed"})
    page = person.post("/en/accounts/github/disconnect/", {"github_id": 1}, follow=True)
    assert "Disconnected. What you chose stays as it is." in words(page)
    assert not SocialAccount.objects.exists()
    assert ContributorChoice.objects.get().choice == "removed"
    through_github(person)
    assert "Not kept (chosen by you" in words(person.get(PAGE))


def test_nobody_disconnects_the_account_of_another(github, person):
    through_github(person)
    signed_in("taro@tomoni.example").post("/en/accounts/github/disconnect/", {"github_id": 1})
    assert SocialAccount.objects.count() == 1


def test_account_on_github_belongs_to_one_person(github, person):
    through_github(person)
    other = signed_in("taro@tomoni.example")
    through_github(other)
    assert "connected to another account of this site" in words(other.get(PAGE))
    assert SocialAccount.objects.get().user.email == "hanako@tomoni.example"


def test_two_accounts_on_github_may_be_one_person(github, person):
    through_github(person)
    github.person = {"id": 2, "login": "hanako-at-work"}
    through_github(person)
    page = words(person.get(PAGE))
    assert "hanako, number 1" in page
    assert "hanako-at-work, number 2" in page


def test_new_handle_is_learned_when_connecting_again(github, person):
    through_github(person)
    github.person = {"id": 1, "login": "hanako-new"}
    through_github(person)
    assert SocialAccount.objects.get().extra_data == {"login": "hanako-new"}


def test_refusing_on_github_changes_nothing(github, person):
    github.refuses = True
    back = through_github(person)
    assert back["Location"] == "/en/accounts/github/cancelled/"
    page = person.get(back["Location"])
    assert (page.status_code, "Nothing was changed." in words(page)) == (200, True)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("broken", ["/login/oauth/access_token", "/user"])
def test_github_that_does_not_answer_is_told_and_changes_nothing(github, person, broken):
    github.broken = broken
    page = through_github(person)
    assert page.status_code == 401
    assert "GitHub did not confirm your account" in words(page)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("answer", [{}, [], {"id": "1"}, {"id": 0, "login": "x"}, {"id": 2**63}, "x", None])
def test_answer_of_github_that_names_nobody_changes_nothing(github, person, answer):
    github.person = answer
    assert through_github(person).status_code == 401
    assert not SocialAccount.objects.exists()


def test_coming_back_without_having_left_changes_nothing(github, person):
    assert person.get("/accounts/github/login/callback/?code=x&state=y").status_code == 401
    assert not SocialAccount.objects.exists()


def test_leaving_for_github_needs_a_button(github, person):
    assert person.get("/en/accounts/github/login/").status_code == 405


def test_button_needs_the_sign_of_the_form(github, person):
    strict = Client(enforce_csrf_checks=True, cookies=person.cookies)
    strict.cookies = person.cookies
    assert strict.post("/en/accounts/github/login/").status_code == 403


def test_page_may_send_its_form_on_to_github_and_no_other_page_may(github, person):
    assert f"form-action 'self' {github.url}" in person.get(PAGE)["Content-Security-Policy"]
    assert f"form-action 'self' {github.url}" in Client().get("/en/accounts/login/")["Content-Security-Policy"]
    assert "form-action 'self';" in person.get("/en/accounts/")["Content-Security-Policy"] + ";"


def test_account_page_leads_to_github_where_the_site_is_set_up_for_it(github, person):
    assert PAGE in person.get("/en/accounts/").content.decode()


def test_site_without_an_oauth_app_has_no_such_page(person):
    assert PAGE not in person.get("/en/accounts/").content.decode()
    assert person.get(PAGE).status_code == 404
    assert person.post("/en/accounts/github/login/").status_code == 404
    assert person.get("/accounts/github/login/callback/").status_code == 404


def test_who_is_connected_still_chooses_when_the_oauth_app_is_gone(github, person, settings):
    through_github(person)
    settings.GITHUB_OAUTH_CLIENT_ID = ""
    assert "hanako, number 1" in words(person.get(PAGE))
    page = person.post("/en/accounts/github/choice/", {"github_id": 1, "choice": "removed"}, follow=True)
    assert "Saved." in words(page)
    person.post("/en/accounts/github/disconnect/", {"github_id": 1})
    assert not SocialAccount.objects.exists()


def test_page_is_whole_html_in_both_languages(github, person):
    commit()
    through_github(person)
    for address in (PAGE, "/accounts/github/"):
        soup = BeautifulSoup(person.get(address).content, "html.parser")
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids))
        assert {tag["for"] for tag in soup.select("[for]")} <= set(ids)
        assert [len(soup.select(each)) for each in ("h1", "main", "form[method=post]")] == [1, 1, 3]
        assert len(soup.select("input[name=csrfmiddlewaretoken]")) >= 3
