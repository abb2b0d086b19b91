"""Proposals over HTTP."""

from .drafting import edit, new
from .reading import attachment, proposal, proposals, records
from .sending import submit, withdraw
from .team import invitation, team

__all__ = ["attachment", "edit", "invitation", "new", "proposal", "proposals", "records", "submit", "team", "withdraw"]
