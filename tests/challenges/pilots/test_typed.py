"""What is typed about partners, a region and a project, and what is made of it."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from challenges.pilots.typed import MOST_PARTNERS, partners_as_text, partners_in, project_in, region_as_text, region_in
from tests.factories import make_municipality, make_project

WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PARTNERS = st.fixed_dictionaries({"name": NAMES, "url": st.sampled_from(["", "https://tamesu.example/"])})


@given(st.lists(PARTNERS, max_size=MOST_PARTNERS))
def test_partners_are_read_as_they_were_shown(partners):
    assert partners_in(partners_as_text(partners)) == partners


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        partners = partners_in(text)
    except ValidationError:
        return
    assert all(each["name"] and len(each["name"]) <= 200 for each in partners)


def test_address_alone_and_a_scheme_of_another_kind_are_no_partner_with_a_link():
    with pytest.raises(ValidationError):
        partners_in("https://tamesu.example/")
    assert partners_in("ためす javascript:alert(1)") == [{"name": "ためす javascript:alert(1)", "url": ""}]


def test_region_is_read_as_it_is_shown(site):
    kobe = make_municipality()
    assert region_in(region_as_text(kobe)) == kobe
    assert region_in(" ") is None
    with pytest.raises(ValidationError):
        region_in("どこにもない市")


@pytest.mark.parametrize("form", ["{}", "/projects/{}/", "https://tomoni.example/en/projects/{}/updates/?page=2"])
def test_project_is_found_by_its_address(site, form):
    project = make_project(slug="給食")
    assert project_in(form.format("給食")) == project
    assert project_in(form.format("%E7%B5%A6%E9%A3%9F")) == project


def test_project_that_is_not_public_is_not_found(site):
    project = make_project(slug="hidden")
    project.unpublish()
    with pytest.raises(ValidationError):
        project_in("/projects/hidden/")
