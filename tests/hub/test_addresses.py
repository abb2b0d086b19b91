"""Addresses with signs that no database takes."""

import pytest

pytestmark = pytest.mark.usefixtures("site")

ADDRESSES = [
    "people/%00/",
    "projects/a%00b/feed.atom",
    "projects/a%00b/updates/",
    "projects/a%00b/members/",
    "projects/a%00b/",
    "feeds/region/%00.atom",
    "nowhere%00/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("prefix", "words"), [("/", 'lang="ja"'), ("/en/", 'lang="en"')])
def test_address_with_a_nul_is_not_there(client, prefix, words, address):
    page = client.get(prefix + address)
    assert page.status_code == 404
    assert words in page.content.decode()
