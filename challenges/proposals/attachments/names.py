"""What a file may be called. Browsers send a bare name: whatever else comes was made to deceive somebody."""

import unicodedata

from django.utils.translation import gettext as _

from .kinds import KINDS, LISTED, OLD_OFFICE, WITH_MACROS
from .refusing import refused

LONGEST = 150


def check_name(name: str) -> str:
    """The name as it is kept. Raises ValidationError with the reason."""
    if not name.strip(" ."):
        raise refused(name, _("A file has no name. Give it one and choose it again."), "no_name")
    if "/" in name or "\\" in name:
        raise refused(name, _("“%(name)s” has a path in its name. Choose the file itself."), "path")
    if any(unicodedata.category(each) in {"Cc", "Cf", "Cs", "Co", "Cn"} for each in name):
        said = _("“%(name)s” has letters in its name that cannot be seen or turn it around. Rename the file.")
        raise refused(name, said, "letters")
    if len(name) > LONGEST:
        said = _("The name “%(name)s…” is too long: %(most)d letters are the most. Rename the file.")
        raise refused(name, said, "long_name", most=LONGEST)
    _check_ending(name)
    return unicodedata.normalize("NFC", name.strip())


def ending_of(name: str) -> str:
    return name.strip().rpartition(".")[2].lower() if "." in name else ""


def _check_ending(name):
    ending = ending_of(name)
    if ending in KINDS and name.strip(" .").rpartition(".")[0]:
        return
    if ending in WITH_MACROS:
        said = _("“%(name)s” may hold macros, which are programs. Save it without them, as DOCX, XLSX, PPTX or PDF.")
        raise refused(name, said, "macros")
    if ending in OLD_OFFICE:
        said = _("“%(name)s” has an old format that may hold programs. Save it as %(new)s or PDF.")
        raise refused(name, said, "old", new=OLD_OFFICE[ending])
    if ending == "svg":
        said = _("“%(name)s” is an SVG, which may hold scripts. Save it as PDF or PNG.")
        raise refused(name, said, "svg")
    raise refused(name, _("“%(name)s” is of a kind that is not taken. These are: %(kinds)s."), "kind", kinds=LISTED)
