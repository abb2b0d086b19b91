"""An outcome as plain values for templates, in the reader's words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pages.cards import Badge

from .licences import OPEN, Licence
from .models import Outcome, OutcomeLink
from .rules import plain

SOLVED_TONES = {"yes": "alive", "partly": "action", "no": "warn"}
ADOPTED_TONES = {"procured": "alive", "free": "alive", "not": "quiet"}


class Words(NamedTuple):
    """A text and, where it is not in the reader's language, the language that it is in."""

    text: str
    language: str | None


class Link(NamedTuple):
    kind: str
    title: str
    url: str
    licence: str
    spdx: str
    is_open: bool


@dataclass(frozen=True)
class Told:
    """`measured` are (label, figure with its unit) of what is known: before, goal, after. Empty is unknown."""

    badges: tuple[Badge, ...]
    solution: Words
    result: Words
    why: Words
    reuse: Words
    measure: Words
    cost: str
    cost_covers: Words
    observed_on: date | None
    department: str
    email: str
    url: str
    measured: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()


def told(outcome, link_rows) -> Told:
    """`link_rows` are dictionaries with the fields of a link, in any order; None is none."""
    links = tuple(_link(row) for row in sorted(link_rows or [], key=lambda row: row["place"]))
    names = ("solution", "result", "why", "reuse", "measure", "cost_covers")
    return Told(
        badges=answer_badges(outcome),
        **{name: words(outcome, name) for name in names},
        cost=yen(outcome.cost_yen),
        observed_on=outcome.observed_on,
        department=outcome.contact_department,
        email=outcome.contact_email,
        url=outcome.contact_url,
        measured=measured(outcome),
        links=links,
    )


def answer_badges(outcome):
    """Whether it was solved and adopted; what nobody knows yet is said, too."""
    solved = Outcome.Solved(outcome.solved).label if outcome.solved else _("not known whether it is solved")
    adopted = Outcome.Adopted(outcome.adopted).label if outcome.adopted else _("adoption undecided")
    return (
        Badge(str(solved), SOLVED_TONES.get(outcome.solved, "quiet")),
        Badge(str(adopted), ADOPTED_TONES.get(outcome.adopted, "quiet")),
    )


def words(outcome, name) -> Words:
    text, language = outcome.words(name)
    return Words(text, None if language == get_language() else language)


def measured(outcome):
    unit, _language = outcome.words("unit")
    figures = [
        (pgettext("measured", "before"), outcome.before),
        (pgettext("measured", "goal"), outcome.goal),
        (pgettext("measured", "after"), outcome.after),
    ]
    if all(value is None for _label, value in figures):
        return ()
    return tuple((label, with_unit(value, unit)) for label, value in figures)


def with_unit(value: Decimal | None, unit: str) -> str:
    if value is None:
        return _("unknown")
    figure = number_format(plain(value), use_l10n=True, force_grouping=True)
    return f"{figure}{unit}" if get_language() == "ja" or unit in {"", "%"} else f"{figure} {unit}"


def yen(amount: int | None) -> str:
    if amount is None:
        return _("unknown")
    return _("%(amount)s yen") % {"amount": f"{amount:,}"}


def _link(row):
    licence = Licence(row["licence"]).label if row["licence"] else _("licence unknown")
    kind = OutcomeLink.Kind(row["kind"]).label
    return Link(str(kind), row["title"], row["url"], str(licence), row["licence"], row["licence"] in OPEN)
