"""What the views of this room share."""

from functools import wraps

from django.contrib.auth.decorators import user_passes_test
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pages.addresses import in_language
from pages.metadata import metadata_for_view
from projects.bringing.models import Submission
from projects.bringing.permissions import may_bring_in, may_write


def for_people(view):
    """Whoever is signed in; others are asked to, and come back."""
    return never_cache(user_passes_test(may_bring_in)(view))


def own_submission(view):
    """The view gets the person's own submission; those of others are not found."""

    @for_people
    @wraps(view)
    def with_submission(request, pk):
        submission = Submission.objects.select_related("project", "repository").filter(pk=pk).first()
        if submission is None or not may_write(request.user, submission):
            raise Http404
        return view(request, submission)

    return with_submission


def metadata(title, path, *, trail=()):
    projects = (_("Projects"), in_language("/projects/", get_language()))
    return metadata_for_view(title=title, path=path, trail=(projects, *trail))


def metadata_below_start(title, path):
    return metadata(title, path, trail=((_("Bring a project in"), reverse("project_new")),))
