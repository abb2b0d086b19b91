"""Every page has an address in both languages, and finding it costs the same however deep it lies."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import PageViewRestriction

from pages.routing import find_route
from projects.models import ProjectPage
from tests.factories import make_challenge, make_municipality_page, make_prefecture, make_project, translate

pytestmark = pytest.mark.django_db


def found(path, language="ja"):
    with translation.override(language):
        return find_route(RequestFactory().get(f"/{path}"), path)


def test_page_is_found_in_its_own_language(site):
    project = make_project(slug="dim")
    assert found("projects/dim/").page == project


def test_untranslated_page_is_served_from_its_original(site):
    project = make_project(slug="dim")
    assert found("projects/dim/", "en").page == project


def test_translated_page_is_served_in_the_readers_words(site):
    english = translate(make_project(slug="dim"), "en", title="Data")
    assert found("projects/dim/", "en").page == english


def test_draft_translation_leaves_the_original_in_place(site):
    project = make_project(slug="dim")
    translate(project, "en", title="Data").unpublish()
    assert found("projects/dim/", "en").page == project


def test_untranslated_page_below_a_translated_one_is_found(site):
    city = make_municipality_page(slug="kobe")
    first, second = make_challenge(municipality=city, slug="first"), make_challenge(municipality=city, slug="second")
    translate(first, "en", title="First")
    assert found("challenges/kobe/second/", "en").page == second


def test_unpublished_page_is_not_found(site):
    make_project(slug="dim").unpublish()
    assert found("projects/dim/") is None
    assert found("projects/dim/", "en") is None


@pytest.mark.parametrize("path", ["nothing/", "projects/nothing/", "projects/nothing/below/", "a/b/c/d/e/f/g/"])
def test_unknown_address_is_not_found(site, path):
    assert found(path) is None
    assert found(path, "en") is None


@pytest.mark.parametrize("language", ["ja", "en"])
def test_prefecture_below_the_regions_is_found(site, language):
    make_prefecture("280003")
    assert found("regions/hyogo/", language)[2] == {"slug": "hyogo"}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_finding_a_page_costs_two_queries_at_any_depth(site, language, django_assert_num_queries):
    make_challenge(municipality=make_municipality_page(slug="kobe"), slug="menu")
    found("", language)  # content types are read once a process
    found("challenges/kobe/menu/", language)
    for path in ("projects/", "challenges/kobe/", "challenges/kobe/menu/"):
        with django_assert_num_queries(2):
            found(path, language)


def test_breadcrumb_of_an_untranslated_page_leads_through_pages_in_the_readers_language(site, client):
    make_project("データの倉庫", slug="dim")
    page = found("projects/dim/", "en").page
    assert [step.title for step in page.trail] == ["Tomoni", "Projects", "データの倉庫"]


def test_page_behind_a_password_is_in_no_list(site):
    project = make_project(slug="secret")
    make_project(slug="open")
    PageViewRestriction.objects.create(page=project.page_ptr, restriction_type="password", password="x")
    assert [page.slug for page in ProjectPage.objects.for_visitors()] == ["open"]


def test_words_of_a_translation_behind_a_password_are_in_no_list(site):
    project = make_project("地図", slug="map")
    secret = translate(project, "en", title="Secret map")
    PageViewRestriction.objects.create(page=secret.page_ptr, restriction_type="password", password="x")
    projects = ProjectPage.objects.for_visitors()
    assert [page.title for page in projects.with_words_in("en")] == ["地図"]
    assert [page.title for page in projects.in_words("en", in_order=lambda pages: pages.order_by("pk"))] == ["地図"]
    assert list(projects.with_words("Secret")) == []


def test_page_below_a_restricted_one_is_restricted(site):
    project = make_project(slug="secret")
    restriction = PageViewRestriction.objects.create(page=project.get_parent(), restriction_type="login")
    assert list(project.get_view_restrictions()) == [restriction]
    assert list(ProjectPage.objects.for_visitors()) == []
