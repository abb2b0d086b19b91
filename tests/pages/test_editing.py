"""Two who save one page in the editors' admin at the same moment."""

import threading

import pytest
from django.db import connection
from django.test import Client
from wagtail import hooks

from tests.admin_forms import no_rows
from tests.factories import make_challenge, make_user
from tests.sending import forms_of, values_of


@pytest.fixture
def draft(site):
    challenge = make_challenge("港の案内", slug="harbour")
    challenge.unpublish()
    challenge.save_revision()
    return challenge


@pytest.fixture
def editor(draft):
    client = Client()
    client.force_login(make_user("editor@tomoni.example", is_staff=True, is_superuser=True))
    return client


def fields_of(editor, address):
    page = editor.get(address)
    form = next(form for form in forms_of(page) if form.select_one("#id_title"))
    return {**values_of(form), **no_rows("comments"), "body-count": "0"}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_draft_that_keeps_itself_does_not_take_back_a_publication(draft, editor):
    """It had read the page when the publication came: either of them waits for the other."""
    address = f"/admin/pages/{draft.pk}/edit/"
    fields = fields_of(editor, address)
    has_read, is_published = threading.Event(), threading.Event()
    answers = {}

    def wait_for_the_publication(request, page):
        if request.headers.get("Accept") == "application/json":
            has_read.set()
            is_published.wait(1)

    def keep():
        try:
            kept = {**fields, "title": "港の案内を"}
            answers["kept"] = editor.post(address, kept, headers={"Accept": "application/json"}).status_code
        finally:
            connection.close()

    with hooks.register_temporarily("before_edit_page", wait_for_the_publication):
        keeping = threading.Thread(target=keep)
        keeping.start()
        assert has_read.wait(10)
        published = editor.post(address, {**fields, "title": "港の案内を見直す", "action-publish": "1"})
        is_published.set()
        keeping.join()

    draft.refresh_from_db()
    assert (published.status_code, answers) == (302, {"kept": 200})
    assert (draft.live, draft.title) == (True, "港の案内を見直す")
    assert Client().get(draft.get_url()).status_code == 200


def test_form_with_a_mistake_is_shown_again_with_what_was_typed(draft, editor):
    address = f"/admin/pages/{draft.pk}/edit/"
    response = editor.post(address, {**fields_of(editor, address), "title": "", "problem": "迷う人が多い。"})
    assert response.status_code == 200
    assert "迷う人が多い。" in response.content.decode()
    assert response.headers["Cache-Control"].startswith("max-age=0")
