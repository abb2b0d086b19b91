"""Addresses that name nothing, whatever they look like."""

from django.http import Http404


class NoNul:
    """An address with a NUL in it is not there: PostgreSQL takes no such text, and a view would break on asking."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)
