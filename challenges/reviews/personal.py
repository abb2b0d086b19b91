"""What reviews keep of a person."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import before_deletion, keeps

from .models import Decision, Declaration, Review, Reviewer, Score, Slot
from .services import leave_reviews


@keeps(
    "reviews",
    what=_(
        "Challenges whose proposals you judge, your scores and notes; conflicts of interest that were declared for you "
        "or by you; times for interviews that you offered; decisions that you wrote or sent"
    ),
    why=_("So that proposals are judged fairly, and it can be shown afterwards how it was decided."),
    stays=_(
        "Scores that you handed in, and letters to teams, stay without your name: they are the reasons of a decision. "
        "Conflicts of interest of yours are deleted."
    ),
    fields=(
        "reviews.Reviewer.user",
        "reviews.Reviewer.named_by",
        "reviews.Review.closed_by",
        "reviews.Declaration.user",
        "reviews.Declaration.declared_by",
        "reviews.Declaration.lifted_by",
        "reviews.Slot.offered_by",
        "reviews.Decision.written_by",
        "reviews.Decision.sent_by",
    ),
)
def reviews_of(user):
    return {
        "judging": list(_of(Reviewer, user=user).values("challenge__title", "named_at", "handed_in_at")),
        "scores": list(
            _of(Score, reviewer__user=user).values(
                "proposal__organization_name", "criterion__name_ja", "points", "note", "changed_at"
            )
        ),
        "interests": list(_interests(_of(Declaration, user=user))),
        "declared_for_others": list(
            _of(Declaration, declared_by=user).exclude(user=user).values("declared_at", "has_conflict")
        ),
        "conflicts_lifted": list(_of(Declaration, lifted_by=user).values("lifted_at")),
        "reviewers_named": list(_of(Reviewer, named_by=user).values("challenge__title", "named_at")),
        "scoring_closed": list(_of(Review, closed_by=user).values("challenge__title", "closing_reason", "revealed_at")),
        "interview_times_offered": list(_of(Slot, offered_by=user).values("challenge__title", "starts_at")),
        "decisions_written": list(_of(Decision, written_by=user).values("outcome", "reason", "written_at")),
        "decisions_sent": list(_of(Decision, sent_by=user).values("outcome", "sent_at")),
    }


@before_deletion
def leave_before_deletion(user):
    leave_reviews(user=user, now=timezone.now())


def _of(model, **whose):
    return model.objects.filter(**whose).order_by("pk")


def _interests(rows):
    return rows.values("proposal__organization_name", "has_conflict", "reason", "declared_at", "lifted_at")
