"""Who has worked on a project's code, ready to be drawn. One query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import ngettext

from integrations.github.contributors import contributors_of
from integrations.github.models import Repository
from pages.cards import Person

MOST, MOST_BOTS = 9, 4


@dataclass(frozen=True)
class ContributorList:
    """People and bots with the most commits first, each with how many are not shown. `nameless` chose to have no name
    here; `anonymous` are authors without an account on GitHub, None where that is not known."""

    people: list[Person]
    more: int
    nameless: int
    bots: list[Person]
    more_bots: int
    anonymous: int | None
    observed_at: datetime | None
    state: str


def contributor_list(repositories: Sequence[Repository]) -> ContributorList | None:
    """None where nobody is known: not yet listed by GitHub, or no commit at all."""
    found = contributors_of(repositories, most=MOST)
    if not (found.people or found.bots or found.anonymous):
        return None
    named = [each for each in found.people if each.name]
    bots = [each for each in found.bots if each.name]
    return ContributorList(
        people=[_person(each) for each in named],
        more=found.more_people,
        nameless=len(found.people) - len(named),
        bots=[_person(each) for each in bots[:MOST_BOTS]],
        more_bots=found.more_bots + len(bots[MOST_BOTS:]),
        anonymous=found.anonymous,
        observed_at=found.observed_at,
        state=found.state,
    )


def _person(shown):
    commits = ngettext("%(count)d commit", "%(count)d commits", shown.commits) % {"count": shown.commits}
    return Person(shown.name, shown.url, commits)
