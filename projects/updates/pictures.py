"""Pictures that members send: read, made smaller and written anew, so that nothing but the picture is kept."""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.models import Collection

from pages.services import FILED_LAST

from .querysets import SHOWN_SIZE

LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
"""Of a JPEG with further pictures in it, as many phones write them ("MPO"), the first one counts."""
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""As cameras number them. Pillow's own `exif_transpose` also writes the other words of the camera anew, and breaks off
at those that are broken."""
COLLECTION = "プロジェクトの写真"


def checked_picture(file) -> ContentFile:
    """The picture of an uploaded file, turned upright, without place, camera and whatever else was written in it."""
    if file.size > LARGEST_FILE:
        raise ValidationError(_("The picture is larger than 5 MB. Make it smaller, and choose it again."))
    try:
        with Image.open(file, formats=list(FORMATS)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("The picture has too many pixels. Make it smaller, and choose it again."))
            return _written_anew(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is no picture that we can read. Choose a JPEG, PNG or WebP file.")) from error


def _written_anew(picture):
    kind = "JPEG" if picture.format == "MPO" else picture.format
    turn = TURNS.get(picture.getexif().get(ExifTags.Base.Orientation))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first: a large one is then never unfolded whole
    upright = picture if turn is None else picture.transpose(turn)
    bare = upright.convert("RGB") if kind == "JPEG" else upright.convert("RGBA")
    bare.info = {}
    written = io.BytesIO()
    bare.save(written, kind)
    return ContentFile(written.getvalue(), name=f"picture.{FORMATS[kind]}")


def keep_picture(*, file: ContentFile, title: str, description: str, by):
    """In the collection of such pictures, with the size that the log shows."""
    image = get_image_model()(
        title=title, description=description, file=file, uploaded_by_user=by, collection=_collection()
    )
    image.save()
    image.get_rendition(SHOWN_SIZE)
    return image


def _collection():
    return Collection.objects.filter(name=COLLECTION).first() or _made_collection()


def _made_collection():
    """Named afterwards: one that is sorted in between moves all that follow."""
    made = Collection.get_first_root_node().add_child(name=FILED_LAST)
    made.name = COLLECTION
    made.save(update_fields=["name"])
    return made
