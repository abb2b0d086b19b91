"""Markup and addresses that people have typed are no danger on the page of a project."""

from datetime import date

import pytest

from projects.models import ProjectPage
from tests.factories import make_project, make_technology, make_topic

from .reading import links, show

pytestmark = pytest.mark.usefixtures("site")

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_markup_in_any_text_comes_out_as_text(client):
    project = make_project(
        MARKUP,
        purpose=MARKUP,
        current_state=MARKUP,
        aim=MARKUP,
        next_steps=f"https://lunch.example/{MARKUP}",
        how_to_join=MARKUP,
        team_name=MARKUP,
        lead=MARKUP,
        members=MARKUP,
        source=MARKUP,
        needs=[{"text": MARKUP, "contact": MARKUP}],
        links=[{"label": MARKUP, "url": "https://lunch.example/?q=<script>alert(1)</script>"}],
        topics=[make_topic("xss", MARKUP, MARKUP)],
        technologies=[make_technology(MARKUP, slug="xss")],
        reported_figures=[{"label_ja": MARKUP, "value": "<script>", "as_of": date(2026, 1, 1), "source": MARKUP}],
    )
    for address in (f"/projects/{project.slug}/", f"/en/projects/{project.slug}/", "/projects/"):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_links_that_are_no_page_of_the_web_are_not_made(client):
    project = make_project(
        current_state="javascript:alert(1)",
        links=[{"label": "罠", "url": "javascript:alert(1)"}, {"label": "資料", "url": "https://lunch.example/"}],
    )
    ProjectPage.objects.update(website="javascript:alert(1)")  # past every check
    assert [link for link in links(show(client, project)) if "javascript" in link] == []
