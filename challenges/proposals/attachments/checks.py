"""Everything that is checked before an upload is kept."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .contents import CHECKS
from .kinds import KINDS, MOST_BYTES
from .names import check_name, ending_of
from .refusing import refused


@dataclass(frozen=True)
class Checked:
    """What is kept of an upload besides its bytes."""

    name: str
    kind: str
    size: int
    sha256: str

    @property
    def columns(self) -> dict:
        return {"name": self.name, "kind": self.kind, "size": self.size, "sha256": self.sha256}


def checked(upload) -> Checked:
    """Raises ValidationError with what is wrong. Afterwards the upload stands at its beginning again."""
    if problem := getattr(upload, "problem", None):
        raise problem
    name = check_name(upload.name)
    if upload.size > MOST_BYTES:
        raise too_large(name)
    if not upload.size:
        raise refused(name, _("“%(name)s” is empty."), "empty")
    kind = ending_of(name)
    upload.seek(0)
    CHECKS[KINDS[kind].form](upload, KINDS[kind], name)
    digest = _digest(upload)
    upload.seek(0)
    return Checked(name, kind, upload.size, digest)


def too_large(name):
    said = _("“%(name)s” is too large: 10 MB are the most. Make its pictures smaller, or save it as PDF.")
    return refused(name, said, "too_large")


def _digest(upload):
    upload.seek(0)
    found = hashlib.sha256()
    for piece in upload.chunks():
        found.update(piece)
    return found.hexdigest()
