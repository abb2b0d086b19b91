"""Whether a file is what its name says. Each check is given an open file, its kind and its name; it raises
ValidationError."""

import warnings
from collections.abc import Callable

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from .refusing import refused
from .zips import broken, opened, read_part, unpack_all

PROGRAM_PARTS = ("vbaproject", "vbadata", "macrosheets/", "activex/", "basic/", "scripts/")
CONTROL = {*range(32)} - {9, 10, 12, 13, 27}  # 27 begins what ISO-2022-JP says
ENCODINGS = ("utf-8-sig", "cp932", "euc_jp", "iso2022_jp")


def _wrong(name):
    said = _("“%(name)s” is not what its name says: what is in it is something else. Nothing was kept of it.")
    return refused(name, said, "content")


def check_pdf(file, kind, name):
    beginning = file.read(1024)
    if not beginning.startswith(b"%PDF-"):
        raise _wrong(name)
    file.seek(max(file.size - 2048, 0))
    if b"%%EOF" not in file.read():
        raise broken(name)


def check_picture(file, kind, name):
    """The head alone is read: nothing is unpacked."""
    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning):
            found = Image.open(file, formats=[kind.main]).format
    except UnidentifiedImageError as error:
        raise _wrong(name) from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise broken(name) from error
    if found != kind.main:
        raise _wrong(name)


def check_openxml(file, kind, name):
    archive = _office(file, name)
    parts = {part.filename.lower() for part in archive.infolist()}
    if "[content_types].xml" not in parts or kind.main not in parts:
        raise _wrong(name)
    types = read_part(archive, "[Content_Types].xml", name)
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise _macros(name)
    unpack_all(archive, file, name)


def check_opendocument(file, kind, name):
    archive = _office(file, name)
    if read_part(archive, "mimetype", name, most=200).strip() != kind.main.encode():
        raise _wrong(name)
    unpack_all(archive, file, name)


def _office(file, name):
    if file.read(4) != b"PK\x03\x04":
        raise _wrong(name)
    file.seek(0)
    archive = opened(file, name)
    names = [part.filename.lower().replace("\\", "/") for part in archive.infolist()]
    if any(each.startswith("/") or ".." in each.split("/") for each in names):
        raise broken(name)
    if any(_is_program(each) for each in names):
        raise _macros(name)
    return archive


def _is_program(part):
    """A macro, or something that runs by itself."""
    return any(each in part for each in PROGRAM_PARTS[:4]) or part.startswith(PROGRAM_PARTS[4:])


def _macros(name):
    said = _("“%(name)s” holds macros, which are programs. Save it without them, or as PDF.")
    return refused(name, said, "macros")


def check_text(file, kind, name):
    content = file.read()
    if not CONTROL.isdisjoint(content) or not any(_reads_as(content, encoding) for encoding in ENCODINGS):
        raise _wrong(name)


def _reads_as(content, encoding):
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


CHECKS: dict[str, Callable] = {
    "pdf": check_pdf,
    "picture": check_picture,
    "openxml": check_openxml,
    "opendocument": check_opendocument,
    "text": check_text,
}
