"""Challenges with an outcome as cards: use this in your town."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from challenges.cards import place_of
from pages.addresses import address, in_language
from pages.cards import Action

from .telling import Told, told


@dataclass(frozen=True)
class ReuseCard:
    """What another town wants to know. `language` is that of title and problem, where it is not the reader's."""

    title: str
    url: str
    place: str
    problem: str
    language: str | None
    told: Told
    actions: tuple[Action, ...]


def reuse_cards(challenges) -> list[ReuseCard]:
    """For challenges of `with_card_facts()` and `with_outcomes()` in the reader's words, in their order."""
    language = get_language()
    return [_card(page, language) for page in challenges]


def _card(page, language):
    facts = page.original
    outcome = told(facts.told_outcome, facts.link_rows)
    own = address(page, language)
    return ReuseCard(
        title=page.title,
        url=own,
        place=place_of(facts),
        problem=page.problem or page.summary(),
        language=None if page is not facts or language == "ja" else "ja",
        told=outcome,
        actions=tuple(ways(outcome, page.title, own, facts.project, language)),
    )


def ways(outcome, title, own, project, language):
    """How it comes to another town: ask those who did it, look at the project that can run there, too."""
    if outcome.email:
        subject = _("We would like to use “%(title)s” in our town") % {"title": title}
        yield Action(_("Bring it to your region"), f"mailto:{outcome.email}?subject={quote(subject)}", main=True)
    elif outcome.url:
        yield Action(_("Bring it to your region"), outcome.url, main=True)
    else:
        yield Action(_("Bring it to your region"), f"{own}#outcome-contact", main=True)
    if project:
        yield Action(_("See the project"), in_language(f"/projects/{quote(project['slug'])}/", language))
