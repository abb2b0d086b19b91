"""What needs the person, on their own page."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.overview import Part, part

from .candidates import MOST, fitting
from .matches import matches
from .wishes import wishes_of

SHOWN = 3


@part(order=30)
def projects_that_need_you(request):
    """Nothing for those who have told nothing: the first steps lead them to the profile."""
    wishes = wishes_of(request.user.profile)
    if not wishes.can_be_matched:
        return None
    found = fitting(request.user, wishes, timezone.localdate())
    context = {"matches": matches(found[:SHOWN], wishes), "count": len(found), "more": len(found) > SHOWN}
    context["is_cut"] = len(found) == MOST
    return Part(_("Projects that need you"), "projects/matching/part.html", context)
