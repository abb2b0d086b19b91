"""What is kept of people who bring projects in."""

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import before_deletion, keeps
from projects.models import ProjectPage

from .models import Submission
from .moderation import withdraw


def projects_that_stay(user):
    """Those that this person is in or has brought in."""
    brought_in = Submission.objects.of(user).filter(is_edit=False)
    theirs = Q(pk__in=user.memberships.values("project")) | Q(pk__in=brought_in.values("project"))
    pages = ProjectPage.objects.for_visitors().filter(theirs).order_by("pk").with_words_in(get_language())
    return [(page.title, page.original.address()) for page in pages]


@keeps(
    "projects_brought_in",
    what=_("Drafts of projects and of changes of projects, as you typed them, and what became of them"),
    why=_("So that you can leave and come back, and to know who wrote what a moderator is asked about."),
    stays=_(
        "A published project stays as a page of the site, and names typed into it stay until somebody changes them "
        "there: take yours out before, if you like. Drafts go."
    ),
    staying=projects_that_stay,
    fields=("bringing.Submission.user",),
)
def projects_brought_in(user):
    return [
        {
            "name": str(each),
            "stage": each.stage,
            "typed": each.data,
            "begun_at": each.begun_at,
            "saved_at": each.saved_at,
            "submitted_at": each.submitted_at,
            "comment": each.comment,
        }
        for each in Submission.objects.of(user).order_by("pk")
    ]


@before_deletion
def withdraw_what_waits(user):
    """Nobody would be there to be told."""
    for submission in Submission.objects.of(user).waiting():
        withdraw(submission=submission)
    for submission in Submission.objects.of(user).drafts().exclude(project=None):
        withdraw(submission=submission)
