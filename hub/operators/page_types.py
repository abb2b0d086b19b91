"""Wagtail's report of the kinds of pages. It names the page that was edited last, whosesoever draft that is: it is for
those who run the site."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView

from .permissions import may_run_the_site


class PageTypes(PageTypesUsageReportView):
    def dispatch(self, request, *args, **kwargs):
        if not may_run_the_site(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


page_types = require_admin_access(PageTypes.as_view())
page_types_found = require_admin_access(PageTypes.as_view(results_only=True))
