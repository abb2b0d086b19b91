"""Who may do what with a project that is brought in."""

from accounts.permissions import may_moderate
from projects.permissions import may_manage

from .models import Submission
from .workflow import deciding_groups


def may_bring_in(user):
    """Anybody with an account."""
    return user.is_authenticated


def may_write(user, submission):
    """A draft is its writer's alone."""
    return user.is_authenticated and submission.user_id == user.pk


def may_preview(user, submission):
    """Moderators too, what has been submitted and has not come back. That of a change shows what other owners have
    written as well."""
    if may_write(user, submission):
        return not (submission.is_edit and submission.project) or may_change(user, submission.project)
    return submission.stage in {Submission.Stage.WAITING, Submission.Stage.PUBLISHED} and may_moderate(user)


def may_review(user):
    """Approve what was submitted, or send it back: as Wagtail's workflow has it."""
    return user.is_superuser or user.groups.filter(pk__in=deciding_groups()).exists()


def may_change(user, project):
    """What the page of a published project says."""
    return user.is_authenticated and may_manage(user, project)
