"""Challenges with an outcome as cards: use this in your town."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from challenges.cards import place_of
from pages.addresses import address, in_language
from pages.cards import Action
from pages.mail_addresses import mail_link

from .telling import Told, Words, told

LINKS_SHOWN = 3


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

    @property
    def links(self):
        """The first few: all stand on the challenge's page."""
        return self.told.links[:LINKS_SHOWN]

    @property
    def more_links(self):
        return len(self.told.links) - len(self.links)


def reuse_cards(challenges, *, on_project=False) -> list[ReuseCard]:
    """For challenges of `with_card_facts()` and `with_outcomes()` in the reader's words, in their order. On the page of
    a project, which shows its challenges and what it does, they leave out problem, solution and project."""
    language = get_language()
    return [_card(page, language, on_project) for page in challenges]


def _card(page, language, on_project):
    facts = page.original
    own, outcome = address(page, language), told(facts.told_outcome, facts.link_rows)
    return ReuseCard(
        title=page.title,
        url=own,
        place=place_of(facts),
        problem="" if on_project else page.problem or page.summary(),
        language=None if page is not facts or language == "ja" else "ja",
        told=replace(outcome, solution=Words("", None)) if on_project else outcome,
        actions=tuple(_ways(own, None if on_project else facts.project, language)),
    )


def _ways(own, project, language):
    """How it comes to another town: ask those who did it, look at the project that can run there, too.

    Mail addresses stand on the challenge's own page alone, not in lists."""
    yield Action(_("Bring it to your region"), f"{own}#outcome-contact", main=True)
    if project:
        yield Action(_("See the project"), in_language(f"/projects/{quote(project['slug'])}/", language))


def by_mail_or_form(outcome, title) -> Action | None:
    """How to ask those who did it; None where only their department is known."""
    if outcome.email:
        subject = _("We would like to use “%(title)s” in our town") % {"title": title}
        return Action(_("Bring it to your region"), mail_link(outcome.email, subject), main=True)
    return Action(_("Bring it to your region"), outcome.url, main=True) if outcome.url else None
