"""What may be asked of an address."""

from django.http import HttpResponseNotAllowed
from django.urls import reverse

METHODS = ("GET", "HEAD", "POST")


class OnlyReadAndSend:
    """Pages and feeds are read, forms are sent. Only Wagtail's own admin asks in other ways."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request):
        if request.method in METHODS or request.path_info.startswith(self.admin):
            return self.get_response(request)
        return HttpResponseNotAllowed(METHODS)
