"""Scores: kept as drafts, handed in, and shown to all when all are in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from challenges.reviews import letters
from challenges.reviews.logs import record
from challenges.reviews.models import Criterion, Reviewer, Score

from .locks import lock_to_score


@transaction.atomic
def save_scores(*, reviewer, proposal, marks, now):
    """Keep a draft. `marks` is {position of the criterion: (points or None, note)}.

    Raises ValidationError once handed in or shown to all, with a conflict, and before one has declared."""
    standing = lock_to_score(reviewer.challenge, now)
    reviewer = _still_scoring(standing, reviewer)
    if proposal.pk not in standing.readable_by(reviewer.user_id):
        raise ValidationError(_("You do not judge this proposal."), code="shut_out")
    criteria = {each.position: each for each in Criterion.objects.filter(challenge=standing.challenge)}
    for position, (points, note) in marks.items():
        if position not in criteria:
            raise ValidationError(_("These are not the criteria of this challenge. Open the page again."))
        values = {"points": points, "note": note, "changed_at": now}
        Score.objects.update_or_create(
            reviewer=reviewer, proposal=proposal, criterion=criteria[position], defaults=values
        )


@transaction.atomic
def hand_in(*, reviewer, now, with_gaps=False):
    """All one's scores are final. Who leaves some open says so (`with_gaps`): they stay unknown.

    The last one opens the scores to all. Raises ValidationError while something is undeclared or open."""
    standing = lock_to_score(reviewer.challenge, now)
    reviewer = _still_scoring(standing, reviewer)
    if standing.undeclared_by(reviewer.user_id):
        raise ValidationError(
            _("Declare first whether you have a conflict of interest with each proposal."), code="undeclared"
        )
    gaps = number_of_gaps(standing, reviewer)
    if gaps and not with_gaps:
        said = ngettext("%(number)s score is still open.", "%(number)s scores are still open.", gaps)
        raise ValidationError(said, params={"number": gaps}, code="gaps")
    Reviewer.objects.filter(pk=reviewer.pk).update(handed_in_at=now)
    reviewer.handed_in_at = now
    record("hand_in", challenge=standing.challenge, by=reviewer.user, reviewer=reviewer.pk, gaps=gaps)
    reveal_if_all_are_in(standing, now)


def number_of_gaps(standing, reviewer):
    """How many scores the reviewer still owes."""
    due = standing.due_from(reviewer.user_id)
    given = Score.objects.filter(reviewer=reviewer, proposal__in=due, points__isnull=False).count()
    return len(due) * len(standing.criteria) - given


@transaction.atomic
def close_scoring(*, challenge, reason, by, now):
    """Show what was handed in before all of it was. What others have in drafts is not shown and does not count."""
    if not reason.strip():
        raise ValidationError(
            _("Write why you do not wait for the others: it is kept with the review."), code="no_words"
        )
    standing = lock_to_score(challenge, now)
    review = standing.review
    review.closing_reason, review.closed_by = reason.strip(), by
    record("close", challenge=standing.challenge, by=by, awaited=[each.pk for each in standing.awaited])
    _reveal(standing, now)


def reveal_if_all_are_in(standing, now):
    if not standing.is_revealed and standing.are_all_in:
        record("reveal", challenge=standing.challenge, by=None)
        _reveal(standing, now)


def _reveal(standing, now):
    standing.review.revealed_at = now
    standing.review.save()
    letters.of_all_scores(standing)


def _still_scoring(standing, reviewer):
    """The row as it is now, the same one that `standing` counts."""
    found = next((each for each in standing.reviewers if each.pk == reviewer.pk), None)
    if found is None:
        raise ValidationError(_("You do not judge this challenge any more."), code="removed")
    if found.handed_in_at:
        raise ValidationError(_("You have handed in: your scores are final."), code="handed_in")
    return found
