"""Who judges: named by officers, removed while they have scored nothing."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.reviews import letters
from challenges.reviews.logs import record
from challenges.reviews.models import Declaration, Reviewer, Score
from projects.joining.words import name_of

from .locks import lock
from .scoring import reveal_if_all_are_in


@transaction.atomic
def name_reviewer(*, challenge, user, by, now):
    """Let `user` judge the proposals of `challenge`. Who is named twice is named once, and told once.

    Raises ValidationError after the scores were shown, and for accounts that cannot act."""
    standing = lock(challenge, now)
    known = standing.reviewer(user.pk)
    if known:
        return known
    if standing.is_revealed:
        raise ValidationError(_("The scoring is over: nobody can join it any more."), code="over")
    if not user.is_active:
        raise ValidationError(_("This account is suspended, so it cannot judge."), code="inactive")
    made = Reviewer.objects.create(challenge=standing.challenge, user=user, named_by=by, named_at=now)
    entry = record("name", challenge=standing.challenge, by=by, reviewer=made.pk, person=user.pk)
    letters.of_naming(made, entry, by=by)
    return made


@transaction.atomic
def remove_reviewer(*, reviewer, by, now):
    """Take somebody out who has scored nothing yet. Raises ValidationError where they have: their scores stay."""
    standing = lock(reviewer.challenge, now)
    reviewer = next((each for each in standing.reviewers if each.pk == reviewer.pk), None)
    if reviewer is None:
        return
    if reviewer.handed_in_at or reviewer.scores.exists():
        raise ValidationError(
            _("%(name)s has begun to score and cannot be removed any more. You can close the scoring instead.")
            % {"name": name_of(reviewer.user)},
            code="has_scored",
        )
    number, user = reviewer.pk, reviewer.user
    reviewer.delete()
    entry = record("remove", challenge=standing.challenge, by=by, reviewer=number, person=user and user.pk)
    if user:
        letters.of_removal(standing.challenge, user, entry)
    standing.forget()
    reveal_if_all_are_in(standing, now)


@transaction.atomic
def leave_reviews(*, user, now):
    """Before an account is deleted: what was handed in stays, nobody waits for the rest. Scores that a conflict of
    interest shuts out go, because the conflict is forgotten with the account."""
    shut_out = Declaration.objects.conflicts().filter(user=user).values("proposal")
    Score.objects.filter(reviewer__user=user, proposal__in=shut_out).delete()
    for reviewer in Reviewer.objects.filter(user=user, handed_in_at=None).select_related("challenge").order_by("pk"):
        standing = lock(reviewer.challenge, now)
        record("remove", challenge=standing.challenge, by=user, reviewer=reviewer.pk, person=user.pk)
        reviewer.delete()
        standing.forget()
        reveal_if_all_are_in(standing, now)
