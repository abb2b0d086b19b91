"""What people do about pilots. Each function is one transaction; whether somebody may is the caller's question."""

from .beginning import begin_pilot
from .milestones import add_milestone, change_milestone, delete_milestone
from .plan import change_pilot
from .updates import change_update, delete_update, hide_update, show_update, write_update

__all__ = [
    "add_milestone",
    "begin_pilot",
    "change_milestone",
    "change_pilot",
    "change_update",
    "delete_milestone",
    "delete_update",
    "hide_update",
    "show_update",
    "write_update",
]
