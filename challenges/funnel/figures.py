"""The five numbers that the page begins with, and of how many challenges each is known."""

from django.utils.translation import gettext as _

from pages.cards import Figure
from pages.templatetags.tomoni import number

from .counts import Counts, Part


def figures_of(counts: Counts) -> list[Figure]:
    proposals, pilots = _("in %(part)s of %(whole)s closed challenges"), _("known of %(part)s of %(whole)s challenges")
    return [
        Figure(_("Challenges"), counts.challenges, note=_said(_("%(part)s of them closed"), counts.closed)),
        Figure(_("Proposals"), counts.proposals, note=_said(proposals, counts.proposals_known, counts.closed)),
        Figure(_("Pilots"), counts.begun, note=_said(pilots, counts.pilots_known, counts.challenges)),
        Figure(_("Solved"), counts.solved.text, note=_of_outcomes(counts.solved)),
        Figure(_("Procured"), counts.procured.text, note=_of_outcomes(counts.procured)),
    ]


def _of_outcomes(part: Part) -> str:
    """What the share is made of."""
    return _said(_("%(part)s of %(whole)s outcomes"), *part) if part.known else _("no outcome answers this yet")


def _said(words, part, whole=None):
    return words % {"part": number(part), "whole": number(whole)}
