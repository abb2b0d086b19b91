"""POST /webhooks/github/: GitHub delivers here. No session, no cookie, no form of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from integrations.github.clock import Clock

from .checks import Refusal, checked_delivery
from .receiving import receive


@csrf_exempt
@require_POST
def github_webhook(request: HttpRequest) -> HttpResponse:
    """Check, queue, answer; docs/webhooks.md lists the answers."""
    try:
        status, text = receive(checked_delivery(request), Clock())
    except Refusal as refusal:
        status, text = refusal.status, refusal.text
    return HttpResponse(text + "\n", status=status, content_type="text/plain; charset=utf-8")
