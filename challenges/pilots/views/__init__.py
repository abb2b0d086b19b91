"""Pilots over HTTP."""

from .beginning import begin
from .milestones import milestone, new_milestone
from .plan import edit, pilot
from .updates import new_update, update

__all__ = ["begin", "edit", "milestone", "new_milestone", "new_update", "pilot", "update"]
