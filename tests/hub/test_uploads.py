"""What was uploaded: pictures are for everybody, documents are asked for one by one."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "rivers.png").write_bytes(b"a picture")
    return tmp_path


@pytest.fixture
def minutes():
    """A document that only people who are signed in may read."""
    inner = Collection.get_first_root_node().add_child(name="Inner")
    CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    return get_document_model().objects.create(
        title="Minutes", collection=inner, file=ContentFile(b"what was said", "minutes.txt")
    )


@pytest.mark.parametrize("way", ["", "images/../", "./", "/"])
def test_document_that_is_not_for_everybody_has_no_second_address(client, minutes, way):
    assert client.get(minutes.url).status_code == 302
    assert client.get(f"/media/{way}{minutes.file.name}").status_code == 404


def test_picture_is_served_as_it_is(client):
    assert b"".join(client.get("/media/images/rivers.png").streaming_content) == b"a picture"
