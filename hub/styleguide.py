"""The gallery: every component in each of its states, on paper and at night. For people who build the site."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from .operators.permissions import may_see_gallery
from .styleguide_samples import samples


@login_required
def styleguide(request):
    """`?state=empty` shows the listing with nothing in it."""
    if not may_see_gallery(request.user):
        raise PermissionDenied
    return TemplateResponse(request, "hub/styleguide.html", samples(request.GET.get("state", "")))
