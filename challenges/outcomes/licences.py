"""Licences of what came out of a challenge, by their SPDX names; Japan's own terms, which have none, by LicenseRef."""

from django.db import models
from django.utils.translation import gettext_lazy as _

NOT_OPEN = "not-open"


class Licence(models.TextChoices):
    MIT = "MIT", "MIT"
    APACHE = "Apache-2.0", "Apache-2.0"
    BSD = "BSD-3-Clause", "BSD-3-Clause"
    MPL = "MPL-2.0", "MPL-2.0"
    GPL = "GPL-3.0-or-later", "GPL-3.0-or-later"
    LGPL = "LGPL-3.0-or-later", "LGPL-3.0-or-later"
    AGPL = "AGPL-3.0-or-later", "AGPL-3.0-or-later"
    EUPL = "EUPL-1.2", "EUPL-1.2"
    CC0 = "CC0-1.0", "CC0 1.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    ODBL = "ODbL-1.0", "ODbL 1.0"
    PDL = "LicenseRef-PDL-1.0", _("Public Data License 1.0 (Japan)")
    GOVERNMENT = "LicenseRef-GJSTU-2.0", _("Government of Japan Standard Terms of Use 2.0")
    NOT_OPEN = NOT_OPEN, _("not open: ask first")


OPEN = tuple(licence.value for licence in Licence if licence != Licence.NOT_OPEN)
"""Each of them lets anybody use, change and pass on what has it."""


def address_of(licence: str) -> str:
    """Where SPDX keeps its text; nothing for what SPDX does not list."""
    return "" if licence.startswith("LicenseRef") else f"https://spdx.org/licenses/{licence}.html"
