"""Every block that editors may choose has a template, a description and a preview that can be drawn."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from hub.blocks import HomeBlock
from pages.blocks import ActionBlock, BodyBlock
from pages.models import StandardPage
from tests.factories import make_project
from tests.sweeps.filling import make_image

pytestmark = pytest.mark.django_db

BLOCKS = HomeBlock().child_blocks


@pytest.mark.parametrize("name", BLOCKS)
def test_block_says_what_it_is_for(name):
    block = BLOCKS[name]
    assert block.get_description()
    assert block.is_previewable


@pytest.mark.parametrize("name", BLOCKS)
def test_preview_is_drawn_in_the_admin(site, client, name):
    client.force_login(User.objects.create_superuser(email="editor@tomoni.example", password="x"))
    make_project()
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": BLOCKS[name].definition_prefix})
    assert response.status_code == 200
    assert "<main" in response.content.decode()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://files.example/"])
def test_button_leads_only_to_web_addresses(address):
    block = ActionBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"label": "x", "url": address}))


def test_button_to_a_page_leads_to_it_in_the_readers_language(site):
    project = make_project(slug="dim")
    block = ActionBlock()
    assert block.to_python({"label": "x", "page": project.pk}).address == "/projects/dim/"
    assert block.to_python({"label": "x"}).address == ""


def test_search_knows_the_texts_of_a_body_without_fetching_what_they_refer_to(site, django_assert_num_queries):
    body = [
        ("heading", "はじめに"),
        ("paragraph", "<p>まちの<b>地図</b></p>"),
        ("picture", {"image": make_image(1), "caption": "夜の港"}),
        ("action", {"label": "参加する", "page": site, "url": ""}),
    ]
    page = StandardPage(title="試し", slug="trial", body=body)
    site.add_child(instance=page)
    kept = StandardPage.objects.get(pk=page.pk)
    with django_assert_num_queries(0):
        texts = BodyBlock().get_searchable_content(kept.body)
    assert [text.strip() for text in texts] == ["はじめに", "まちの地図", "夜の港", "参加する"]
