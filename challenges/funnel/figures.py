"""The five numbers that the page begins with, and of how many challenges each is known."""

from django.utils.translation import gettext as _

from pages.cards import Figure
from pages.templatetags.tomoni import number

from .counts import Counts, Part


def figures_of(counts: Counts) -> list[Figure]:
    closed, everything = counts.closed, counts.challenges
    return [
        Figure(_("Challenges"), everything, note=_said(_("%(part)s of them closed"), closed)),
        Figure(_("Proposals"), counts.proposals, note=_known_of(counts.proposals_known, closed)),
        Figure(_("Pilots"), counts.begun, note=_known_of(counts.pilots_known, everything)),
        Figure(_("Solved"), counts.solved.text, note=_of_outcomes(counts.solved)),
        Figure(_("Procured"), counts.procured.text, note=_of_outcomes(counts.procured)),
    ]


def _known_of(part: int, whole: int) -> str:
    """Of how many challenges it is known: without a word where it is of all."""
    if not whole:
        return _("none has closed yet")
    if not part:
        return _said(_("not known of any of %(whole)s challenges"), part, whole)
    return "" if part == whole else _said(_("known of %(part)s of %(whole)s challenges"), part, whole)


def _of_outcomes(part: Part) -> str:
    """What the share is made of."""
    return _said(_("%(part)s of %(whole)s outcomes"), *part) if part.known else _("no outcome answers this yet")


def _said(words, part, whole=None):
    return words % {"part": number(part), "whole": number(whole)}
