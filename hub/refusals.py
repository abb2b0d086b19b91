"""What the rooms refuse is told where people stand: services and signals know the reason, Wagtail's views do not."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pages.refusals import RefusedError


class RefusalsAreTold:
    """In the admin as a message above the page that it is about; elsewhere as a page of its own."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, RefusedError):
            return None
        if not request.path_info.startswith(self.admin):
            return render(request, "403.html", {"reason": str(exception)}, status=403)
        messages.error(request, str(exception))
        back = self._page_in_the_admin(request)
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": back})  # what Wagtail's dialogues follow
        return redirect(back)

    def _page_in_the_admin(self, request):
        page = request.resolver_match.kwargs.get("page_id") or request.resolver_match.kwargs.get("pk")
        names = request.resolver_match.namespaces
        return reverse("wagtailadmin_pages:edit", args=[page]) if page and "wagtailadmin_pages" in names else self.admin
