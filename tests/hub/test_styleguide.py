"""The gallery, and with it every component in each of its states."""

import gzip
import re

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from accounts.models import User
from hub.styleguide import styleguide
from hub.styleguide_samples import samples


def visit(user, query="", language="ja"):
    request = RequestFactory().get(f"/styleguide/{query}")
    request.user = user
    with translation.override(language):
        response = styleguide(request)
        return response.render() if hasattr(response, "render") else response


def staff():
    return User(email="staff@tomoni.example", is_staff=True)


def test_styleguide_sends_a_visitor_to_the_sign_in():
    response = visit(AnonymousUser())
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/styleguide/")


def test_styleguide_refuses_people_who_are_not_staff():
    with pytest.raises(PermissionDenied):
        visit(User(email="volunteer@tomoni.example"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_styleguide_has_one_h1_and_no_id_twice(language):
    html = visit(staff(), language=language).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert (html.count("<h1"), sorted(ids)) == (1, sorted(set(ids)))


def test_styleguide_shows_the_map_of_47_prefectures_with_their_full_names():
    html = visit(staff()).content.decode()
    light = html[: html.index("gallery--dark")]
    assert (light.count('class="tile tile--'), "神奈川" in light, "和歌山" in light) == (47, True, True)


def test_styleguide_shows_the_empty_listing_on_request():
    html = visit(staff(), "?state=empty").content.decode()
    assert ("この条件に合う見本はありません。" in html, 'class="pagination"' in html) == (True, False)


def test_figures_show_unknown_and_pending_never_as_nought():
    with translation.override("en"):
        html = render_to_string("components/figures.html", {"figures": samples()["mixed_figures"]})
    shown = [text.strip() for text in re.findall(r"figure__value[^>]*>([^<]*)<", html)]
    assert shown == ["2,628", "1,283", "unknown", "31", "not yet fetched"]


@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html", "500.html"])
def test_error_pages_need_no_request(name):
    html = render_to_string(name, {})
    assert (html.count("<h1"), html.count("<main"), 'name="robots" content="noindex"' in html) == (1, 1, True)


def test_components_are_all_documented():
    documented = (settings.BASE_DIR / "docs/components.md").read_text()
    components = sorted(file.stem for file in (settings.BASE_DIR / "templates/components").glob("*.html"))
    assert [name for name in components if f"`{name}`" not in documented] == []


def test_stylesheets_are_at_most_30_kilobytes_compressed():
    sheets = (settings.BASE_DIR / "hub/static/css").glob("*.css")
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) <= 30_000


def test_no_template_has_a_style_or_a_script_of_its_own():
    html = visit(staff()).content.decode()
    assert re.findall(r"<style|<script|\sstyle=|\son[a-z]+=|https?://(?!www\.w3\.org|tomoni\.example)", html) == []
