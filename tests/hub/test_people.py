"""Contributors and bots in the admin, as an administrator finds and decides them."""

import re

import pytest
from bs4 import BeautifulSoup
from django.utils.html import strip_tags

from integrations.github.models import Contributor, ContributorChoice, ListedBot
from integrations.github.people import choose
from tests.factories import make_municipality_page, make_repository, make_user
from tests.hub.test_operators import signed_in

pytestmark = pytest.mark.django_db

PEOPLE, CHOOSE = "/admin/people/", "/admin/people/choice/"
BOTS, UNLIST = "/admin/people/bots/", "/admin/people/bots/remove/"


@pytest.fixture
def admin(site):
    return signed_in(make_user("admin@tomoni.example", is_staff=True, is_superuser=True))


def words(response):
    html = response.content.decode()
    return re.sub(r"\s+", " ", strip_tags(html[html.index("<main") : html.index("</main>")]))


def rows(response):
    """Of the table: handle, GitHub id, repositories, what is chosen."""
    found = BeautifulSoup(response.content, "html.parser").select("main tbody tr")
    return [[re.sub(r"\s+", " ", cell.text).strip() for cell in row.select("td")[:4]] for row in found]


def options(response):
    return [each["value"] for each in BeautifulSoup(response.content, "html.parser").select("main option")]


def make_contributor(login, github_id, *, repositories=1, kind="human"):
    contributor = Contributor.objects.create(github_id=github_id, login=login, kind=kind)
    for _number in range(repositories):
        figures = {"contributors_human": 1, "contributors_bot": 0}
        make_repository(figures=figures).contributions.create(contributor=contributor, commits=3)
    return contributor


def test_before_any_choice_everybody_is_shown(admin):
    make_contributor("hanako", 7)
    assert "None yet: everybody is shown as GitHub lists them." in words(admin.get(PEOPLE))


@pytest.mark.parametrize("asked", ["hana", "HANAKO", "@hanako", "https://github.com/hanako", "7"])
def test_contributor_is_found_by_handle_address_or_number(admin, asked):
    make_contributor("hanako", 7, repositories=2)
    make_contributor("taro", 70)
    assert rows(admin.get(PEOPLE, {"q": asked})) == [["hanako", "7", "2", "Shown by name"]]


def test_choice_is_made_and_told_with_the_way_back(admin):
    make_contributor("hanako", 7)
    page = admin.post(CHOOSE, {"github_id": 7, "choice": "anonymised", "q": "hanako"}, follow=True)
    assert "GitHub id 7: Shown without a name. To undo it, choose again." in page.content.decode()
    assert Contributor.objects.get().login == ""
    (row,) = rows(admin.get(PEOPLE))
    assert row[:3] == ["Not kept, or not seen", "7", "1"]
    assert row[3].startswith("Shown without a name By an administrator,")


def test_account_that_was_never_seen_can_be_chosen_for(admin):
    assert rows(admin.get(PEOPLE, {"q": "4711"})) == [["Not kept, or not seen", "4711", "–", "Shown by name"]]
    admin.post(CHOOSE, {"github_id": 4711, "choice": "removed"})
    assert ContributorChoice.objects.get(github_id=4711).choice == "removed"
    assert rows(admin.get(PEOPLE, {"q": "4711"}))[0][3].startswith("Not kept By an administrator")


def test_what_the_person_decided_leaves_only_stricter_choices(admin):
    choose(github_id=7, choice="anonymised", by_person=True)
    page = admin.get(PEOPLE)
    assert "The person's own choice" in words(page)
    assert options(page) == ["anonymised", "removed"]
    page = admin.post(CHOOSE, {"github_id": 7, "choice": "shown"}, follow=True)
    assert "Not changed: the person decided this." in page.content.decode()
    assert ContributorChoice.objects.get().choice == "anonymised"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"github_id": "x", "choice": "shown"},
        {"github_id": 7, "choice": "famous"},
        {"github_id": 2**63, "choice": "shown"},
    ],
)
def test_what_is_no_choice_changes_nothing(admin, sent):
    assert admin.post(CHOOSE, sent).status_code == 404
    assert not ContributorChoice.objects.exists()


@pytest.mark.parametrize("asked", ["²", "9" * 30, "-1", "\0x", "%", "<b>"])
def test_search_takes_anything(admin, asked):
    assert "Nobody." in words(admin.get(PEOPLE, {"q": asked}))


@pytest.mark.parametrize("address", [CHOOSE, UNLIST])
def test_changes_are_made_by_post_only(admin, address):
    assert admin.get(address).status_code == 405


def test_officers_neither_see_nor_decide(site):
    officer = signed_in(make_user("officer@tomoni.example", groups=[make_municipality_page().space.group]))
    assert "/admin/people/" not in officer.get("/admin/").content.decode()
    assert [officer.get(each).status_code for each in (PEOPLE, BOTS)] == [302, 302]
    assert officer.post(CHOOSE, {"github_id": 7, "choice": "removed"}).status_code == 302
    assert officer.post(BOTS, {"login": "hanako"}).status_code == 302
    assert officer.post(UNLIST, {"login": "hanako"}).status_code == 302
    assert not ContributorChoice.objects.exists()
    assert not ListedBot.objects.exists()


def test_both_pages_are_in_the_menu_of_administrators(admin):
    menu = admin.get("/admin/").content.decode()
    assert (PEOPLE in menu, BOTS in menu) == (True, True)


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("query", ["", "?q=person"])
def test_pages_cost_the_same_for_any_number(admin, django_assert_num_queries, count, query):
    for number in range(1, count):
        make_contributor(f"person-{number}", number)
        choose(github_id=number, choice="shown", by_person=True)
    admin.get(PEOPLE + query)
    with django_assert_num_queries(9):
        admin.get(PEOPLE + query)


def test_long_lists_have_pages(admin):
    for number in range(1, 26):
        make_contributor(f"person-{number:02}", number)
    assert rows(admin.get(PEOPLE, {"q": "person", "p": 2}))[-1][0] == "person-25"


def test_bot_is_listed_and_its_figures_follow(admin):
    contributor = make_contributor("town-importer", 7)
    page = admin.post(BOTS, {"login": "@Town-Importer", "reason": "Writes the data."}, follow=True)
    assert "Town-Importer counts as a bot from now on." in page.content.decode()
    assert rows(page)[0][:2] == ["Town-Importer", "Writes the data."]
    contributor.refresh_from_db()
    snapshot = contributor.contributions.get().repository.latest_snapshot
    assert (contributor.kind, snapshot.contributors_human, snapshot.contributors_bot) == ("bot", 0, 1)


def test_bot_is_taken_off_the_list(admin):
    make_contributor("town-importer", 7)
    admin.post(BOTS, {"login": "town-importer"})
    page = admin.post(UNLIST, {"login": "town-importer"}, follow=True)
    assert "town-importer is off the list." in page.content.decode()
    assert Contributor.objects.get().kind == "human"
    assert "was not on the list" in admin.post(UNLIST, {"login": "nobody"}, follow=True).content.decode()


@pytest.mark.parametrize("login", ["", "with space", "a/b", "ボット", "x" * 101])
def test_what_is_no_handle_is_not_listed(admin, login):
    page = admin.post(BOTS, {"login": login, "reason": "Because."})
    assert page.status_code == 200
    assert "Because." in page.content.decode()
    assert not ListedBot.objects.exists()
