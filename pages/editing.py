"""Saving a page in the editors' admin. Wagtail reads a page, and writes all of it a moment later: a draft that keeps
itself would take back a publication that came in between."""

from django.db import transaction
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page


class OneAfterTheOther(EditView):
    """Who saves waits for whoever saves the same page, and reads it only then."""

    def dispatch(self, request, page_id, **kwargs):
        answer = self._save if request.method == "POST" else super().dispatch
        return answer(request, page_id, **kwargs)

    @transaction.atomic
    def _save(self, request, page_id, **kwargs):
        Page.objects.select_for_update().filter(pk=page_id).first()
        return super().dispatch(request, page_id, **kwargs)


class EveryPage(PageViewSet):
    """How the admin handles pages of all kinds."""

    model = Page
    edit_view_class = OneAfterTheOther
