import pytest
from django.conf import settings
from wagtail.models import Locale, Page
from wagtail.search.index import SearchField


@pytest.fixture
def root(db, monkeypatch):
    """The root of the page tree. Pages get a body in the index, as the page types of the site have one."""
    monkeypatch.setattr(Page, "search_fields", [*Page.search_fields, SearchField("search_description")])
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root")


@pytest.fixture
def add_page(root):
    """Make a page: `add_page("title", "body")`."""

    def add(title: str, body: str = "", **fields) -> Page:
        slug = f"page-{Page.objects.count()}"
        return root.add_child(instance=Page(title=title, slug=slug, search_description=body, **fields))

    return add


def titles(results) -> list[str]:
    return [page.title for page in results]
