"""Reading a form with files: names as they were sent, and never more bytes than are taken.

Django cleans names and reads whatever comes, however long. Here a file whose name is refused, or that grows too large,
is dropped while it arrives; the rest of the form is kept. A form that is larger than all that may be in it is read up
to its first file and no further: texts stand before files in our forms."""

import html
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http.multipartparser import MultiPartParser

from .checks import too_large
from .kinds import MOST_BYTES
from .names import check_name
from .refusing import fit_to_show

MOST_IN_A_FORM = 110 * 1024 * 1024
"""Bytes: ten files of the largest size, and the texts."""


class RefusedUpload(UploadedFile):
    """Stands for a file that was dropped. `problem` is what its check will raise."""

    def __init__(self, name, problem):
        super().__init__(BytesIO(), fit_to_show(name), size=0)
        self.problem = problem


class NamesAsSent(MultiPartParser):
    """The names are checked by us, and refused: a cleaned one would be taken without a word."""

    def sanitize_file_name(self, file_name):
        return html.unescape(file_name)


class Limits(FileUploadHandler):
    """The first of a request's handlers: what it takes, the others never see."""

    was_stopped = False

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803  Django's name
        self._is_too_much = content_length > MOST_IN_A_FORM

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        if self._is_too_much:
            self.was_stopped = True
            raise StopUpload(connection_reset=True)
        self._read, self._problem = 0, _problem_of(self.file_name)

    def receive_data_chunk(self, raw_data, start):
        self._read += len(raw_data)
        if self._problem is None and self._read > MOST_BYTES:
            self._problem = too_large(self.file_name)
        return None if self._problem else raw_data

    def file_complete(self, file_size):
        return RefusedUpload(self.file_name, self._problem) if self._problem else None


def _problem_of(name):
    try:
        check_name(name)
    except ValidationError as error:
        return error
    return None


def limit_uploads(request) -> Limits:
    """Before anything has asked for what was posted. Returns the handler, which knows whether it has stopped."""
    limits = Limits(request)
    request.upload_handlers.insert(0, limits)

    def parse(meta, body):
        return NamesAsSent(meta, body, request.upload_handlers, request.encoding).parse()

    request.parse_file_upload = parse
    return limits
