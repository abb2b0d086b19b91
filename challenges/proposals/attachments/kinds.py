"""The kinds of files that are taken, by their ending, and what is said of those that are not."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Kind:
    """`content_type` is what it is served as. `form` names its check in `contents.py`; `main` is the part that an
    office file of this kind has."""

    content_type: str
    form: str
    main: str = ""


_OPENXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

KINDS = {
    "pdf": Kind("application/pdf", "pdf"),
    "png": Kind("image/png", "picture", "PNG"),
    "jpg": Kind("image/jpeg", "picture", "JPEG"),
    "jpeg": Kind("image/jpeg", "picture", "JPEG"),
    "docx": Kind(f"{_OPENXML}.wordprocessingml.document", "openxml", "word/document.xml"),
    "xlsx": Kind(f"{_OPENXML}.spreadsheetml.sheet", "openxml", "xl/workbook.xml"),
    "pptx": Kind(f"{_OPENXML}.presentationml.presentation", "openxml", "ppt/presentation.xml"),
    "odt": Kind(f"{_ODF}.text", "opendocument", f"{_ODF}.text"),
    "ods": Kind(f"{_ODF}.spreadsheet", "opendocument", f"{_ODF}.spreadsheet"),
    "odp": Kind(f"{_ODF}.presentation", "opendocument", f"{_ODF}.presentation"),
    "txt": Kind("text/plain", "text"),
    "csv": Kind("text/csv", "text"),
    "md": Kind("text/markdown", "text"),
}
WITH_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm", "ppam"}
OLD_OFFICE = {"doc": "DOCX", "xls": "XLSX", "ppt": "PPTX"}
ACCEPTED = ",".join(f".{ending}" for ending in KINDS)
LISTED = "PDF, PNG, JPEG, DOCX, XLSX, PPTX, ODT, ODS, ODP, TXT, CSV, MD"
WHAT_IS_TAKEN = _("At most 10 files of 10 MB each: %(kinds)s.")
