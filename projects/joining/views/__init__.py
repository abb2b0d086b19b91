"""Joining over HTTP."""

from .asking import join, request_page
from .claims import claim_page, project_claim
from .handovers import handover
from .members import leave, member, members, show_oneself

__all__ = [
    "claim_page",
    "handover",
    "join",
    "leave",
    "member",
    "members",
    "project_claim",
    "request_page",
    "show_oneself",
]
