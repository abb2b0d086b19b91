"""Covers of many pages are read together with the sizes that are shown."""

import pytest
from bs4 import BeautifulSoup
from wagtail.images import get_image_model

from pages.covers import load_covers
from projects.models import ProjectPage
from tests.factories import make_brigade, make_challenge, make_event, make_municipality_page, make_project, make_series
from tests.sweeps.filling import make_image

SIZE = "fill-160x160"

pytestmark = pytest.mark.django_db


def pages_with_covers(number):
    for each in range(number):
        make_project(cover=make_image(each))
    return list(ProjectPage.objects.order_by("pk"))


@pytest.mark.parametrize("number", [1, 3])
def test_covers_with_their_sizes_cost_one_query_for_all_pages(site, django_assert_num_queries, number):
    pages = pages_with_covers(number)
    with django_assert_num_queries(1):
        load_covers(pages, SIZE)
        shown = [page.cover.get_rendition(SIZE) for page in pages]
    assert [(image.width, image.height) for image in shown] == [(160, 160)] * number


def test_page_without_a_cover_is_left_as_it_is(site, django_assert_num_queries):
    make_project()
    page = ProjectPage.objects.get()
    with django_assert_num_queries(0):
        load_covers([page], SIZE)
        assert page.cover is None


def test_cover_without_the_size_is_there_to_have_it_made(site, django_assert_num_queries):
    page = pages_with_covers(1)[0]
    get_image_model().get_rendition_model().objects.all().delete()
    with django_assert_num_queries(2):
        load_covers([page], SIZE)
        assert page.cover.title == "地図0"


def test_pages_that_share_a_cover_each_have_it(site):
    cover = make_image(1)
    pages = [make_project(cover=cover), make_project(cover=cover)]
    found = [ProjectPage.objects.get(pk=page.pk) for page in pages]
    load_covers(found, SIZE)
    assert {page.cover.get_rendition(SIZE).image_id for page in found} == {cover.pk}


@pytest.mark.parametrize(
    "make", [make_project, make_challenge, make_municipality_page, make_event, make_series, make_brigade]
)
def test_page_shows_its_cover_with_its_description(site, client, make):
    page = make(cover=make_image(1))
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    assert [image["alt"] for image in soup.select("main img")] == ["町の地図"]
