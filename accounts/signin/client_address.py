"""Who is at the other end, for limits by network address."""

import ipaddress

from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings

UNKNOWN = "0.0.0.0"  # noqa: S104  stands for everybody whose address is not known


def client_address(request) -> str:
    """The address that the outermost trusted proxy saw; without a trusted proxy, who connected.

    What came before the trusted proxies in X-Forwarded-For anybody can make up."""
    passed = [part for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXY_COUNT
    said = passed[-trusted] if 0 < trusted <= len(passed) else request.META.get("REMOTE_ADDR", "")
    return _plain(clean_client_ip(said) or UNKNOWN)


def _plain(address):
    """A server that listens for both kinds sees 192.0.2.1 as ::ffff:192.0.2.1: as one network with everybody else."""
    found = ipaddress.ip_address(address)
    return str(getattr(found, "ipv4_mapped", None) or found)
