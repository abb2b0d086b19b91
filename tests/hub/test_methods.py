"""Which methods the site answers."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/projects/", "/search/", "/healthz", "/projects/feed.atom", "/nothing/"])
def test_other_methods_than_reading_and_sending_are_refused(site, client, method, path):
    response = client.generic(method, path)
    assert (response.status_code, response["Allow"], response.content) == (405, "GET, HEAD, POST", b"")


def test_admin_answers_the_methods_of_its_own_pages(site, admin_client):
    assert admin_client.delete(f"/admin/pages/{site.pk}/edit/preview/").status_code == 200
