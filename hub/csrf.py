"""What is shown when a form's token does not fit: what was typed is there, and nothing is sent again unseen."""

import re
from urllib.parse import urlsplit

from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.defences import SEAL, TRAP

SECRET = re.compile(r"password|secret|token|^code$|^otp|credential", re.IGNORECASE)
NOT_TYPED = {SEAL, TRAP, "next", "csrfmiddlewaretoken"}


@never_cache
def csrf_failure(request, reason=""):
    """To send it again takes a look and a click, and is offered only for what came from a page of this site: another
    site must not get a form of its own sent with our token."""
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    from_here = _comes_from_here(request)
    has_secrets = any(SECRET.search(name) for name, _value in sent if name != "csrfmiddlewaretoken")
    again = [(name, value) for name, value in sent if not SECRET.search(name)]
    context = {
        "typed": [value for name, value in again if name not in NOT_TYPED and value.strip()],
        "again": again if from_here and not has_secrets and not request.FILES else None,
        "had_files": bool(request.FILES),
        "back": request.headers.get("Referer") if from_here else None,
    }
    return render(request, "403_csrf.html", context, status=403)


def _comes_from_here(request):
    here = f"{request.scheme}://{request.get_host()}"
    fetched = request.headers.get("Sec-Fetch-Site", "same-origin")
    return fetched == "same-origin" and request.headers.get("Origin", _origin_of_referer(request)) == here


def _origin_of_referer(request):
    try:
        referer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return f"{referer.scheme}://{referer.netloc}"
