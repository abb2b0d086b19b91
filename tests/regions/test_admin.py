"""Choosing regions in the admin, among nearly two thousand."""

import pytest
from django.urls import reverse

from regions.models import BrigadePage
from regions.widgets import RegionsInput
from tests.admin_forms import no_rows
from tests.factories import make_brigade, make_municipality, make_prefecture, make_user

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def admin(client):
    user = make_user("admin@tomoni.example", is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def kobe():
    return make_municipality()


def names(client, term):
    return client.get(reverse("region_names"), {"term": term}).json()


@pytest.mark.parametrize("term", ["神戸", "こうべ", "兵庫県神", "2810"])
def test_a_few_letters_name_a_region(client, admin, kobe, term):
    assert names(client, term) == ["兵庫県神戸市"]


def test_prefecture_comes_before_its_municipalities(client, admin, kobe):
    assert names(client, "兵庫") == ["兵庫県", "兵庫県神戸市"]
    assert names(client, "hyo") == ["兵庫県"]


def test_no_letters_name_nothing(client, admin, kobe):
    assert names(client, " ") == []


def test_names_are_for_editors(client, kobe):
    assert client.get(reverse("region_names"), {"term": "神戸"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("兵庫県神戸市, 東京都", ["281000", "130001"]),
        ("兵庫県神戸市、東京都", ["281000", "130001"]),
        ('"兵庫県神戸市"', ["281000"]),
        ("281000", ["281000"]),
        ("神戸県", ["神戸県"]),
        ("", []),
    ],
)
def test_typed_names_become_codes(kobe, typed, codes):
    make_prefecture("130001")
    assert RegionsInput().value_from_datadict({"regions": typed}, {}, "regions") == codes


def test_codes_are_shown_as_names_and_what_was_mistyped_as_it_was(kobe):
    assert RegionsInput().format_value(["281000", "神戸県"]) == "兵庫県神戸市, 神戸県"


def brigade_form(brigade, **changes):
    fields = {"title": brigade.title, "slug": brigade.slug, "state": "unknown", "body-count": "0", "regions": ""}
    return {**fields, **no_rows("comments", "social_links"), "action-publish": "1", **changes}


def test_brigade_is_given_regions_by_name(client, admin, kobe):
    brigade = make_brigade(slug="code-for-kobe")
    make_prefecture("130001")
    edit = reverse("wagtailadmin_pages:edit", args=[brigade.pk])
    assert client.post(edit, brigade_form(brigade, regions="兵庫県神戸市, 東京都")).status_code == 302
    assert [region.code for region in BrigadePage.objects.get(pk=brigade.pk).regions.all()] == ["130001", "281000"]
    page = client.get(edit).content.decode()
    assert 'value="東京都, 兵庫県神戸市"' in page
    assert "<option" not in page.split('name="regions"')[1].split(">")[0]


def test_brigade_form_refuses_an_unknown_region_by_its_name(client, admin):
    brigade = make_brigade(slug="code-for-kobe")
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[brigade.pk]), brigade_form(brigade, regions="神戸県")
    )
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["regions"]
    assert "神戸県" in str(response.context["form"].errors["regions"])


@pytest.mark.parametrize("slug", ["hyogo", "28", "280003"])
def test_brigade_may_not_take_the_address_of_a_prefecture(client, admin, slug):
    brigade = make_brigade(slug="code-for-kobe")
    response = client.post(reverse("wagtailadmin_pages:edit", args=[brigade.pk]), brigade_form(brigade, slug=slug))
    assert list(response.context["form"].errors) == ["slug"]


def test_regions_are_listed_searched_and_corrected_but_not_added(client, admin, kobe):
    listed = client.get(reverse("wagtailsnippets_regions_region:list"))
    assert "兵庫県神戸市" in listed.content.decode()
    edit = reverse("wagtailsnippets_regions_region:edit", args=[kobe.pk])
    assert client.get(edit).status_code == 200
    assert client.get(reverse("wagtailsnippets_regions_region:add")).status_code == 302
    assert client.get(reverse("wagtailsnippets_regions_region:delete", args=[kobe.pk])).status_code == 302


def test_region_is_chosen_in_a_searchable_window(client, admin, kobe):
    chooser = reverse("wagtailsnippetchoosers_regions_region:choose_results")
    assert "兵庫県神戸市" in client.get(chooser).content.decode()
    assert "兵庫県神戸市" in client.get(chooser, {"q": "神戸"}).content.decode()
    assert "兵庫県神戸市" not in client.get(chooser, {"q": "札幌"}).content.decode()


@pytest.mark.parametrize("snippet", ["pages_topic", "challenges_round", "regions_region"])
def test_lists_of_the_admin_answer(client, admin, snippet):
    assert client.get(reverse(f"wagtailsnippets_{snippet}:list")).status_code == 200
