"""The page with the form."""

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.bringing.fields import ENGLISH, completeness
from projects.bringing.forms import ProjectForm
from projects.bringing.models import Submission
from projects.bringing.typed import as_checked, as_shown, needs_as_shown

from .shared import metadata, metadata_below_start


def form_page(request, submission, *, data, problem="", checked=False, status=200, **more):
    """`checked`: with what is missing or wrong. `submission` may be one that is not kept yet."""
    filled, of = completeness(data)
    form = as_checked(data) if checked else as_shown(data)
    context = {
        "submission": submission,
        "form": form,
        "groups": form.groups(is_edit=submission.is_edit),
        "needs": [] if submission.is_edit else needs_as_shown(data, checked=checked),
        "has_errors": checked and not form.is_valid(),
        "english_open": any(data.get(name) or name in form.errors for name in ENGLISH),
        "problem": problem,
        "news": _labels(submission.news),
        "offered": ",".join({*submission.news, *submission.offered}),
        "filled": filled,
        "filled_of": of,
        "filled_text": ngettext("%(filled)d of %(of)d filled", "%(filled)d of %(of)d filled", of)
        % {"filled": filled, "of": of},
        "reads": reading_notice(submission),
        **_addresses(submission),
        "metadata": _metadata(request, submission),
        **more,
    }
    return TemplateResponse(request, "bringing/form.html", context, status=status)


def _addresses(submission):
    """Where the form is sent; one that is not kept yet says so itself."""
    if submission.pk is None:
        return {}
    return {
        "action": reverse("submission_draft", args=[submission.pk]),
        "keep": reverse("submission_keep", args=[submission.pk]),
    }


def _metadata(request, submission):
    if not submission.is_edit:
        return metadata_below_start(_("Your project"), request.path)
    return metadata(_("Change the project"), request.path)


def _labels(names):
    return [ProjectForm.base_fields[name].label for name in ProjectForm.base_fields if name in names]


def reading_notice(submission):
    """What is to be said about the reading of the repository: (tone, text), or nothing."""
    reading, name = submission.reading, submission.repository and submission.repository.full_name
    if not name or reading not in READINGS:
        return None
    tone, text = READINGS[reading]
    return tone, text() % {"name": name}


Reading = Submission.Reading
READINGS = {
    Reading.ASKED: (
        "info",
        lambda: _("%(name)s is still being read on GitHub. Go on typing: what you have written stays as it is."),
    ),
    Reading.ABSENT: (
        "warning",
        lambda: _(
            "GitHub shows nobody a repository called %(name)s: it is private, deleted or misspelt. Correct the name "
            "below, or fill in the form by hand."
        ),
    ),
    Reading.BLOCKED: (
        "warning",
        lambda: _("GitHub has blocked %(name)s, so nothing could be read. Please fill in the form by hand."),
    ),
    Reading.LATER: (
        "info",
        lambda: _("GitHub answers no more questions for now; %(name)s is asked about later. Please go on by hand."),
    ),
    Reading.FAILED: (
        "warning",
        lambda: _("GitHub could not be asked about %(name)s. Please fill in the form by hand, or try again later."),
    ),
    Reading.NOT_SET_UP: (
        "warning",
        lambda: _("This site is not set up to ask GitHub, so %(name)s was not read. Please fill in the form by hand."),
    ),
}
