"""The person's own page: what they are writing."""

from django.utils.translation import gettext as _

from accounts.overview import Part, part

from .models import Submission


@part(order=25)
def my_drafts(request):
    unfinished = Submission.objects.of(request.user).unfinished()[:30]
    return Part(_("Projects you bring in"), "bringing/my_drafts.html", {"submissions": unfinished})
