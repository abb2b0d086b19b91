"""One's own page. Signing in and out is in `signin`, and django-allauth's."""

from django.contrib.auth.decorators import user_passes_test
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from .overview import drawn_parts
from .permissions import may_edit_pages, may_see_own_account
from .settings_links import groups_for


@never_cache
@user_passes_test(may_see_own_account)
def index(request):
    context = {
        "name": request.user.profile.shown_name,
        "parts": drawn_parts(request),
        "groups": groups_for(request.user),
        "may_edit_pages": may_edit_pages(request.user),
    }
    return TemplateResponse(request, "accounts/index.html", context)
