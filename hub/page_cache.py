"""Pages for anonymous visitors, kept whole until anything is published or synced, and for half a minute at most.

Every kept page is filed under the number of the site's generation. A write makes the next generation (see
`hub.freshness`), so that what was kept before is simply never asked for again. A process looks at the number at most
every `LOOK_EVERY` seconds; that is how long an old page may still be seen."""

import gzip
import hashlib
import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import has_vary_header

from .freshness import current_generation

KEEP_FOR = 30
LOOK_EVERY = 0.5
NEVER_KEPT = ("/admin/", "/accounts/", "/documents/", "/healthz", "/media/", "/static/", "/styleguide/", "/webhooks/")
LONGEST_ADDRESS = 500


@dataclass(frozen=True)
class KeptPage:
    body: bytes
    zipped: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str

    @classmethod
    def of(cls, response):
        body = response.content
        return cls(
            body=body,
            zipped=gzip.compress(body, compresslevel=6, mtime=0),
            headers=tuple((name, value) for name, value in response.items() if name.lower() != "content-length"),
            etag=f'"{_digest(body)}"',
        )

    def response(self, request):
        if request.headers.get("If-None-Match") == self.etag:
            return self._with_headers(HttpResponseNotModified())
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        response = self._with_headers(HttpResponse(self.zipped if zipped else self.body))
        if zipped:
            response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        return response

    def _with_headers(self, response):
        for name, value in self.headers:
            response[name] = value
        response["ETag"] = self.etag
        return response


class PageCache:
    """Middleware. It stands outside sessions and signs: a kept page costs no query and no template."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.generation = 0
        self.looked_at = float("-inf")

    def __call__(self, request):
        if not _may_be_kept(request):
            return self.get_response(request)
        key = self._key(request)
        kept = cache.get(key)
        if kept is None:
            response = self.get_response(request)
            if not _is_for_everybody(response):
                return response
            kept = KeptPage.of(_marked_public(response))
            cache.set(key, kept, seconds_to_keep(response, timezone.now()))
        return kept.response(request)

    def _key(self, request):
        now = time.monotonic()
        if now - self.looked_at > LOOK_EVERY:
            self.generation = current_generation()
            self.looked_at = now
        part = ":part" if request.headers.get("HX-Request") == "true" else ""
        address = f"{request.get_host()}{request.get_full_path()}"  # longer in Japanese than a key may be
        return f"page{part}:{self.generation}:{_digest(address.encode())}"


def seconds_to_keep(response, now):
    """Shorter where a view says with `true_until` when the clock will change what the page tells."""
    until = getattr(response, "true_until", None)
    return KEEP_FOR if until is None else min(KEEP_FOR, max(0, (until - now).total_seconds()))


def _digest(content):
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _may_be_kept(request):
    return (
        request.method in {"GET", "HEAD"}
        and not request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}  # a word for them
        and not request.path_info.startswith(NEVER_KEPT)
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def _is_for_everybody(response):
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in response.get("Cache-Control", "")
        and "no-store" not in response.get("Cache-Control", "")
    )


def _marked_public(response):
    """Any cache may keep it for a second; after that it asks again, and a 304 is cheap.

    The language is in the address, whatever the browser says that it accepts."""
    response.headers.setdefault("Cache-Control", "public, max-age=1, must-revalidate")
    for_parts = ", HX-Request" if has_vary_header(response, "HX-Request") else ""
    response["Vary"] = f"Accept-Encoding, Cookie{for_parts}"
    return response
