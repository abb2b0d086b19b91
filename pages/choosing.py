"""Choosing pages in the editors' admin. Wagtail shows the one above, and those that were chosen, whosesoever drafts."""

from django.http import Http404
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView

from .permissions import may_be_told_of


class Browse(BrowseView):
    def get(self, request, parent_page_id):
        if not may_be_told_of(request.user, parent_page_id):
            raise Http404
        return super().get(request, parent_page_id)


class ChosenMultiple(ChosenMultipleView):
    def get(self, request):
        numbers = request.GET.getlist("id")
        if not all(each.isdecimal() and may_be_told_of(request.user, each) for each in numbers):
            raise Http404
        return super().get(request)


browse = require_admin_access(Browse.as_view())
chosen_multiple = require_admin_access(ChosenMultiple.as_view())
