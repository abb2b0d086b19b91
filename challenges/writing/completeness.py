"""How much of a challenge is told, what is missing, and why it matters to those who read it."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from challenges.stages import Stage

STAGES_TO_ANSWER = (Stage.PREPARING, Stage.OPEN)
"""While somebody can still propose. What a challenge of the past does not tell, nobody asks its officers for."""


class Part(NamedTuple):
    """`field` is where the form leads to. A challenge cannot be handed in without its required parts."""

    field: str
    label: object
    why: object
    is_told: Callable
    is_required: bool = True


class Standing(NamedTuple):
    told: int
    total: int
    missing: list[Part]

    @property
    def required(self):
        """What is missing and has to be told before it is handed in."""
        return [part for part in self.missing if part.is_required]


def standing_of(challenge) -> Standing:
    """Of the original, or a draft of it, as it is in memory; reads its topics and nothing else."""
    missing = [part for part in PARTS if not part.is_told(challenge)]
    return Standing(told=len(PARTS) - len(missing), total=len(PARTS), missing=missing)


def asked_for_before_submitting(challenge) -> list[Part]:
    """The required parts that are missing; none for a translation and for a challenge that takes no proposals more."""
    if not challenge.is_original or challenge.stage not in STAGES_TO_ANSWER:
        return []
    return standing_of(challenge).required


def _written(field):
    return lambda challenge: bool(getattr(challenge, field).strip())


def _budget_is_told(challenge):
    """In the kind, with an amount where the kind has one; or in words alone, as challenges of before have it."""
    if not challenge.budget_kind:
        return bool(challenge.budget.strip())
    return challenge.budget_kind in {"none", "undecided"} or challenge.budget_yen is not None


def _number_is_told(challenge):
    return challenge.affected_number is not None and bool(challenge.affected_counted.strip())


PARTS = (
    Part("problem", _("Problem"), _("Nobody can solve what they do not see before them."), _written("problem")),
    Part(
        "affected",
        _("Who suffers it"),
        _("Whoever proposes has to know for whom, and whom to ask."),
        _written("affected"),
    ),
    Part(
        "affected_number",
        _("How many"),
        _("A number shows whether the effort is worth it, and for how many towns."),
        _number_is_told,
        is_required=False,
    ),
    Part(
        "tried",
        _("What was tried"),
        _("Otherwise the first proposals are those that have failed before."),
        _written("tried"),
        is_required=False,
    ),
    Part("goal", _("Goal"), _("It says when the problem is solved."), _written("goal")),
    Part(
        "goal_measure",
        _("How the goal is measured"),
        _("At the end of the pilot this decides whether it is adopted."),
        _written("goal_measure"),
    ),
    Part(
        "support",
        _("Data and support that the municipality offers"),
        _("Companies weigh what they are given against what they put in."),
        _written("support"),
    ),
    Part(
        "conditions",
        _("Conditions"),
        _("A condition that comes up later costs both sides months."),
        _written("conditions"),
        is_required=False,
    ),
    Part(
        "budget_kind",
        _("Budget"),
        _("“None” is an answer, too: silence keeps good teams away."),
        _budget_is_told,
    ),
    Part(
        "after_pilot",
        _("After the pilot"),
        _("A pilot is worth the effort when it is clear what a good one leads to."),
        _written("after_pilot"),
    ),
    Part(
        "is_open_source",
        _("Whether the result will be open source"),
        _("It decides whether other towns can use it as well."),
        lambda challenge: challenge.is_open_source is not None,
        is_required=False,
    ),
    Part(
        "closes_at",
        _("When proposals close"),
        _("Teams plan their work by it."),
        lambda challenge: challenge.closes_at is not None,
        is_required=False,
    ),
    Part(
        "contact",
        _("Contact"),
        _("Somebody will have a question before writing ten pages."),
        _written("contact"),
        is_required=False,
    ),
    Part(
        "topics",
        _("Topics"),
        _("Those who follow a topic are told of it, and similar challenges are found by it."),
        lambda challenge: bool(challenge.topics.all()),
        is_required=False,
    ),
)
