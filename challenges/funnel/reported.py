"""What the programme said of itself in 2019: facts with their day and their source, beside what this site counts."""

from django.utils.translation import gettext as _

AS_OF = 2019


def reported_in_2019() -> dict:
    """For the block of dated figures. The source gives three of them as “over”."""
    more = _("over %(number)s")
    return {
        "figures": [
            {"label": _("Challenges"), "value": "24"},
            {"label": _("Applications"), "value": more % {"number": "100"}},
            {"label": _("Solved"), "value": more % {"number": "70%"}},
            {"label": _("Procured"), "value": more % {"number": "40%"}},
        ],
        "as_of": _("the year %(year)s") % {"year": AS_OF},
        "source": _("A lecture by Code for Japan, “共創のためのICT活用”"),
    }
