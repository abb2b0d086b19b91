"""What a challenge and a municipality say of themselves, part by part and row by row."""

from typing import NamedTuple

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import address
from pages.cards import Fact
from pages.templatetags.tomoni import local_date, local_datetime, time_left

from .querysets import topics_of
from .stages import Stage, behind
from .writing.fields import KINDS_WITH_AMOUNT, BudgetKind


class Text(NamedTuple):
    heading: str
    text: str
    unknown: str = ""


def texts(page, *, is_told=False):
    """The parts in plain words, in the page's language. An outcome that a reader would expect says if it is missing;
    where a chapter of the page tells it (`is_told`), that takes its place."""
    return [
        part
        for part in [
            Text(_("Problem"), page.problem),
            Text(_("Who suffers it"), page.affected),
            Text(_("What was tried"), page.tried),
            Text(_("Goal"), page.goal),
            Text(_("How the goal is measured"), page.goal_measure),
            Text(_("Data and support that the municipality offers"), page.support),
            Text(_("Conditions"), page.conditions),
            Text(_("After the pilot"), page.after_pilot),
            *([] if is_told else [Text(_("Outcome"), page.outcome, _missing_outcome(page.original))]),
        ]
        if part.text or part.unknown
    ]


def _missing_outcome(facts):
    return _("What became of it is not known to this site.") if Stage.OPEN in behind(facts.stage) else ""


def challenge_facts(page, municipality):
    """Rows of a definition list. Times are Japan's, and say so. `page` has the words, its original the facts."""
    facts = page.original
    unknown = _("unknown")
    return [
        Fact(_("Municipality"), municipality.title, address(municipality, get_language())),
        Fact(_("Department"), facts.department),
        Fact(_("How many suffer it"), affected(page)),
        Fact(_("Round"), facts.round.name if facts.round else ""),
        Fact(_("Opens (Japan time)"), local_datetime(facts.opens_at)),
        Fact(_("Closes (Japan time)"), closing(facts) or unknown),
        Fact(_("Budget"), budget(facts) or unknown),
        Fact(_("What is made"), licence(facts)),
        Fact(_("Partner chosen"), facts.partner),
        Fact(_("Contact"), facts.contact),
        Fact(_("Topics"), _(", ").join(topic.name for topic in topics_of(facts))),
        Fact(_("Source"), facts.source or _bare(facts.source_url), facts.source_url),
    ]


def affected(page):
    """The number with what is counted; nothing where it is not known."""
    number, counted = page.original.affected_number, page.affected_counted
    if number is None:
        return ""
    told = intcomma(number)
    return _("%(number)s (%(counted)s)") % {"number": told, "counted": counted} if counted else told


def budget(facts):
    """The kind with its amount, and the note; challenges of before have the note alone."""
    said = _amount(facts) or (str(BudgetKind(facts.budget_kind).label) if facts.budget_kind else "")
    if said and facts.budget:
        return _("%(said)s. %(note)s") % {"said": said, "note": facts.budget}
    return said or facts.budget


def _amount(facts):
    """Where its kind has one, and it is known."""
    if facts.budget_kind not in KINDS_WITH_AMOUNT or facts.budget_yen is None:
        return ""
    said = _("up to %(amount)s yen") if facts.budget_kind == BudgetKind.UP_TO else _("%(amount)s yen")
    return said % {"amount": intcomma(facts.budget_yen)}


def licence(facts):
    """Whether others may use what comes of it."""
    return {True: _("will be open source"), False: _("will not be open source")}.get(facts.is_open_source, "")


def closing(facts):
    """The moment, or the last day where it closes at the end of one."""
    if facts.last_day:
        return format_html(_("{} (the end of the day)"), local_date(facts.last_day))
    return local_datetime(facts.closes_at)


def time_left_to_answer(facts, stage):
    """While it takes proposals: how long still."""
    return time_left(facts.closes_at) if stage == Stage.OPEN else ""


def municipality_facts(facts):
    region = facts.region
    return [
        Fact(_("Region"), region.full_name if region else _("unknown"), region.address() if region else ""),
        Fact(_("Website"), _bare(facts.website), facts.website),
    ]


def _bare(url):
    """An address as people read it: without scheme and last slash."""
    return url.partition("://")[2].removesuffix("/")
