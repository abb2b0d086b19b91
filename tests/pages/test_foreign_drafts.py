"""An officer finds nothing of other spaces' drafts in the editors' admin: no title, by any address of it."""

import re
from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images.models import Image
from wagtail.models import Page

from pages.models import Space
from tests.factories import make_challenge, make_municipality, make_municipality_page, make_project, make_user
from tests.sweeps.addresses import patterns, sample

SECRET = "ひみつ"
"""Stands in every title that nobody outside its space may see."""
NOT_OPENED = {"admin/failwhale/", "admin/logout/"}


@pytest.fixture
def kobe(site):
    return make_municipality_page(slug="kobe")


@pytest.fixture
def ashiya(site):
    return make_municipality_page(make_municipality("282065", "芦屋市", "あしやし"), slug="ashiya")


@pytest.fixture
def ours(kobe):
    return make_challenge("港の案内", municipality=kobe)


@pytest.fixture
def client(kobe, ours):
    client = Client(raise_request_exception=False)
    client.force_login(make_user("officer@tomoni.example", groups=[Space.objects.get(page=kobe.pk).group]))
    return client


@pytest.fixture
def theirs(ashiya):
    """A draft, what is being written for a published page, a project that is no page yet, a picture and a document."""
    editor = make_user("editor@tomoni.example")
    draft = make_challenge(f"{SECRET}の課題", municipality=ashiya)
    draft.unpublish()
    draft.save_revision(user=editor, log_action=True)
    published = make_challenge("芦屋の課題", municipality=ashiya)
    published.title = f"{SECRET}の続き"
    published.save_revision(user=editor, log_action=True)
    project = make_project(f"{SECRET}のプロジェクト")
    project.unpublish()
    collection = Space.objects.get(page=ashiya.pk).collection
    content = BytesIO()
    Picture.new("RGB", (8, 8)).save(content, "PNG")
    image = Image.objects.create(
        title=f"{SECRET}の写真", file=ImageFile(content, name="secret.png"), collection=collection
    )
    file = ContentFile(b"x", "secret.txt")
    document = get_document_model().objects.create(title=f"{SECRET}の書類", file=file, collection=collection)
    return {"draft": draft, "published": published, "project": project, "image": image, "document": document}


def numbers(theirs, kobe):
    """What may stand for a number in an address."""
    above = kobe.get_parent()
    town = theirs["draft"].get_parent()
    return {each.pk for each in [Page.get_first_root_node(), above.get_parent(), above, town, *theirs.values()]}


def addresses(found):
    """Each address without a number in all the ways of asking, each other one for each of the numbers."""
    for pattern in patterns():
        if not pattern.startswith("admin/") or pattern in NOT_OPENED:
            continue
        named = pattern.replace("<str:content_type_app_name>", "challenges")
        named = named.replace("<str:content_type_model_name>", "challengepage")
        if re.search(NUMBER, named):
            yield from (sample(re.sub(NUMBER, str(number), named, count=1)) for number in found)
        else:
            yield from (sample(named) + query for query in QUERIES)
            yield from (f"{sample(named)}?id={number}" for number in found)


NUMBER = r"<((int|str|slug|path):)?\w*(pk|id)>"
QUERIES = (
    "",
    f"?q={quote(SECRET)}",
    "?page_type=challenges.challengepage",
    f"?page_type=projects.projectpage&q={quote(SECRET)}",
    "?limit=20&fields=*",
)


@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_no_address_of_the_admin_tells_an_officer_of_what_others_write(client, kobe, theirs):
    asked = list(dict.fromkeys(addresses(numbers(theirs, kobe))))
    assert len(asked) > 1000
    told = [path for path in asked if _tells(client.get(path))]
    assert told == [], "\n".join(["", *told])


@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_an_administrator_does_find_it_by_the_same_addresses(client, kobe, theirs):
    """Otherwise the test above would look in the wrong places."""
    client.force_login(make_user("admin@tomoni.example", is_superuser=True, is_staff=True))
    places = [
        reverse("wagtailadmin_pages:search") + f"?q={quote(SECRET)}",
        reverse("wagtailadmin_choose_page_search") + f"?q={quote(SECRET)}",
        reverse("wagtailadmin_choose_page_child", args=[theirs["draft"].get_parent().pk]),
        "/admin/reports/page-types-usage/",
        "/admin/reports/site-history/",
        "/admin/api/main/images/",
        "/admin/api/main/documents/",
        reverse("wagtailimages_chooser:chosen", args=[theirs["image"].pk]),
        reverse("wagtaildocs_chooser:chosen_multiple") + f"?id={theirs['document'].pk}",
        reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={theirs['draft'].pk}",
        reverse("wagtailadmin_pages:history", args=[theirs["draft"].pk]),
    ]
    assert [path for path in places if not _tells(client.get(path))] == []


def _tells(answer):
    text = b"".join(answer).decode(errors="ignore")
    return re.search(f"{SECRET}の", text + _unescaped(text)) is not None


def _unescaped(text):
    r"""JSON writes \u3072 for ひ."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def test_officer_chooses_from_what_is_public_and_from_the_own_drafts(client, kobe, theirs):
    make_project("給食の地図")
    make_challenge("神戸の下書き", municipality=kobe).unpublish()
    projects = Page.objects.get(slug="projects", locale__language_code="ja").pk
    chosen = client.get(
        reverse("wagtailadmin_choose_page_child", args=[projects]), {"page_type": "projects.projectpage"}
    )
    assert "給食の地図" in _unescaped(chosen.content.decode())
    below = client.get(reverse("wagtailadmin_choose_page_child", args=[kobe.pk]))
    assert "神戸の下書き" in _unescaped(below.content.decode())
