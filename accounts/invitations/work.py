"""Forgetting addresses of invitations that have ended."""

from datetime import timedelta

from integrations.regular import regular

from .services import forget_invitations

KEPT_FOR = timedelta(days=30)
"""So long their links say what became of them."""


@regular("ended invitations", every=timedelta(days=1))
def forget_ended_invitations(now):
    return f"{forget_invitations(before=now - KEPT_FOR)} forgotten"
