"""Too many attempts: the page says when to try again, and gives back what was typed."""

import time
from math import ceil

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache
from django.shortcuts import render

LIMITS = {
    "account_login": "login",
    "account_signup": "signup",
    "account_reset_password": "reset_password",
    "account_request_login_code": "request_login_code",
    "account_email_verification_sent": "confirm_email",
    "account_reauthenticate": "reauthenticate",
    "account_change_password": "change_password",
    "account_email": "manage_email",
}
"""Which limit an address has, by the names that django-allauth gives both."""
NOT_GIVEN_BACK = {"csrfmiddlewaretoken", "password", "password1", "oldpassword", "code", "credential"}
LONGEST = 500
MINUTE = 60


def too_many(request):
    seconds = seconds_to_wait(request)
    context = {
        "minutes": ceil(seconds / MINUTE),
        "seconds": seconds,
        "typed": [
            (name, value)
            for name, value in request.POST.items()
            if name not in NOT_GIVEN_BACK and len(value) <= LONGEST
        ],
        "action": request.get_full_path(),
    }
    response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def seconds_to_wait(request) -> int:
    """Until the oldest attempt that counts is forgotten; a minute where that cannot be told."""
    match = request.resolver_match
    action = LIMITS.get(match.url_name) if match else None
    waits = [_wait(key, rate) for key, rate in _keys(request, action)] if action else []
    return max(waits, default=0) or MINUTE


def _keys(request, action):
    key = _address_in_question(request)
    for rate in get_rates(app="allauth.account", action=action):
        if rate.per == "ip" or (rate.per == "user" and request.user.is_authenticated) or (rate.per == "key" and key):
            yield get_cache_key(request, app="allauth.account", action=action, rate=rate, key=key), rate


def _address_in_question(request):
    """Typed now, or before the code that is waited for."""
    typed = request.POST.get("email") or request.POST.get("login")
    pending = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY) or {}
    return (typed or pending.get("email", "")).lower()


def _wait(key, rate):
    attempts = cache.get(key, [])
    if len(attempts) < rate.amount:
        return 0
    return max(1, ceil(attempts[-1] + rate.duration - time.time()))
