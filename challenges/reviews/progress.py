"""How far the reviewers are, as plain values for templates. No score is among them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from pages.cards import Badge
from projects.joining.words import name_of

from .models import Score


@dataclass(frozen=True)
class ReviewerRow:
    """`due` and `done` count proposals; None before the challenge has closed, when nobody knows how many there are."""

    pk: int
    name: str
    named_at: datetime
    badge: Badge
    due: int | None
    done: int | None
    conflicts: int | None
    handed_in_at: datetime | None
    may_be_removed: bool


@dataclass(frozen=True)
class ConflictRow:
    pk: int
    name: str
    proposal: str
    reason: str
    declared_at: datetime
    by: str
    lifted_at: datetime | None
    may_lift: bool


def rows_of(standing) -> list[ReviewerRow]:
    """One query more than `standing` needs, however many there are."""
    begun, done = _scored(standing)
    return [_row(each, standing, each.pk in begun, done[each.pk]) for each in standing.reviewers]


def _scored(standing):
    """Keys of the reviewers who have begun; and by key how many of those that they owe are scored whole."""
    users = {each.pk: each.user_id for each in standing.reviewers}
    pairs = Score.objects.of(standing.challenge).order_by().values("reviewer", "proposal")
    found = list(pairs.annotate(given=Count("points")).values_list("reviewer", "proposal", "given"))
    whole = len(standing.criteria)
    done = Counter(
        reviewer
        for reviewer, proposal, given in found
        if given == whole and not standing.is_shut_out(proposal, users.get(reviewer))
    )
    return {reviewer for reviewer, _proposal, _given in found}, done


def _row(reviewer, standing, has_begun, done):
    closed = not standing.is_sealed
    due = standing.due_from(reviewer.user_id)
    return ReviewerRow(
        pk=reviewer.pk,
        name=name_of(reviewer.user),
        named_at=reviewer.named_at,
        badge=_badge(reviewer, standing, has_begun, due),
        due=len(due) if closed else None,
        done=done if closed else None,
        conflicts=len(standing.proposals) - len(due) if closed else None,
        handed_in_at=reviewer.handed_in_at,
        may_be_removed=not (reviewer.handed_in_at or has_begun or standing.is_revealed),
    )


def _badge(reviewer, standing, has_begun, due):
    if reviewer.handed_in_at:
        return Badge(_("handed in"), "alive")
    if standing.is_sealed:
        return Badge(_("waits for the closing"))
    if not due:
        return Badge(_("has nothing to score"))
    if standing.is_revealed:
        return Badge(_("did not hand in"), "warn")
    if standing.undeclared_by(reviewer.user_id):
        return Badge(_("has not declared yet"), "action")
    return Badge(_("is scoring") if has_begun else _("has not begun"), "action")


def conflict_row(declaration, *, may_lift) -> ConflictRow:
    return ConflictRow(
        pk=declaration.pk,
        name=name_of(declaration.user),
        proposal=str(declaration.proposal),
        reason=declaration.reason,
        declared_at=declaration.declared_at,
        by=name_of(declaration.declared_by) if declaration.declared_by_id != declaration.user_id else "",
        lifted_at=declaration.lifted_at,
        may_lift=may_lift,
    )
