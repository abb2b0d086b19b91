"""Old addresses lead to new ones in every language, also where a page has words in the first language only."""

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from pages.addresses import in_language, without_language


class Redirects(RedirectMiddleware):
    def process_response(self, request, response):
        """As Wagtail does; an unknown address of another language is then tried without its language."""
        answer = super().process_response(request, response)
        language = get_language_from_path(request.path_info)
        if answer.status_code != 404 or language is None:
            return answer
        old_path = Redirect.normalise_path(without_language(request.path), decode_unicode=False)
        redirect = get_redirect(request, old_path)
        if redirect is None or not (redirect.link or "").startswith("/"):
            return answer
        answer_type = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return answer_type(in_language(redirect.link, language))
