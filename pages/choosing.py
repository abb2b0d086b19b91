"""Choosing a page in the editors' admin, from what is below another: Wagtail shows that one whosesoever draft it is."""

from django.http import Http404
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BrowseView

from .permissions import may_be_told_of


class Browse(BrowseView):
    def get(self, request, parent_page_id):
        if not may_be_told_of(request.user, parent_page_id):
            raise Http404
        return super().get(request, parent_page_id)


browse = require_admin_access(Browse.as_view())
