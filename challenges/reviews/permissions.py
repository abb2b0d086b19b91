"""Who may do what with a review. Whoever may not is told that there is nothing there."""

from challenges.permissions import is_programme_office, may_manage
from challenges.proposals.permissions import competes, is_in_team, may_judge
from challenges.proposals.stages import Stage

from .models import Reviewer


def is_reviewer(user, challenge):
    return user.is_authenticated and Reviewer.objects.filter(challenge=challenge, user=user).exists()


def may_judge_some(user, challenge):
    """A reviewer's own pages; nobody who competes has any."""
    return is_reviewer(user, challenge) and user.is_active and not competes(user, challenge)


def may_see_review(user, challenge):
    """The overview: officers, the programme office and the reviewers who were named; nobody who competes."""
    if not (user.is_authenticated and user.is_active) or competes(user, challenge):
        return False
    return may_manage(user, challenge) or is_reviewer(user, challenge)


def may_set_up(user, challenge):
    """Criteria, reviewers, interviews, decisions."""
    return user.is_active and may_manage(user, challenge) and not competes(user, challenge)


def may_declare(user, challenge):
    """For oneself: reviewers, and officers, who read what was submitted as well."""
    return may_see_review(user, challenge)


def may_lift_conflict(user, declaration):
    """The programme office, but not for themselves."""
    return is_programme_office(user) and declaration.user_id != user.pk


def may_score(user, proposal, now):
    """A reviewer who has declared no conflict."""
    return is_reviewer(user, proposal.challenge) and may_judge(user, proposal, now)


def may_read_scores(user, proposal, now):
    """Of all reviewers, once all are in: whoever judges the proposal."""
    review = getattr(proposal.challenge, "review", None)
    return review is not None and review.revealed_at is not None and may_judge(user, proposal, now)


def may_choose_slot(user, proposal):
    """The team of a proposal that is asked to an interview."""
    return is_in_team(user, proposal) and proposal.stage == Stage.INTERVIEW


def may_see_slot(user, proposal, now):
    return may_choose_slot(user, proposal) or may_judge(user, proposal, now)
