"""Decisions as plain values for templates."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from challenges.proposals.cards import badge_of
from challenges.proposals.stages import Stage
from challenges.reaching import parts_of_address
from pages.cards import Badge

from .forms_of_officers import LABELS
from .models import Decision
from .results import two_places
from .services.deciding import UNDECIDED


@dataclass(frozen=True)
class Row:
    """A proposal on the list of decisions; `prepared` is what is not sent yet. `url` is empty once it is decided."""

    key: str
    name: str
    rank: int | None
    mean: Decimal | None
    badge: Badge
    prepared: str
    url: str
    proposal_url: str
    is_ticked: bool


@dataclass(frozen=True)
class LetterToMany:
    """The teams that get the same words."""

    outcome: str
    reason: str
    teams: list[str]


def rows_of(results, ranked, ticked=()) -> list[Row]:
    parts = parts_of_address(results.standing.challenge)
    prepared = dict(Decision.objects.of(results.standing.challenge).that_still_fit().values_list("proposal", "outcome"))
    return [_row(results.proposals[each.proposal], each, prepared, parts, ticked) for each in ranked]


def _row(proposal, ranked, prepared, parts, ticked):
    key, outcome = str(proposal.key), prepared.get(proposal.pk)
    url = reverse("review_decision", args=[*parts, key])
    return Row(
        key=key,
        name=str(proposal),
        rank=ranked.rank,
        mean=two_places(ranked.mean),
        badge=badge_of(proposal),
        prepared=str(LABELS[Stage(outcome)]) if outcome else "",
        url=url if proposal.stage in UNDECIDED else "",
        proposal_url=reverse("proposal", args=[*parts, key]),
        is_ticked=key in ticked,
    )


def grouped(decisions) -> list[LetterToMany]:
    """Each text once, in the order of the first team that gets it."""
    teams = defaultdict(list)
    for each in decisions:
        teams[each.outcome, each.reason].append(str(each.proposal))
    return [LetterToMany(str(LABELS[Stage(outcome)]), reason, names) for (outcome, reason), names in teams.items()]
