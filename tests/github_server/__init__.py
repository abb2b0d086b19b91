"""The project's one stand-in for GitHub: a small server that answers over real HTTP from a known truth."""

from .faults import Fault
from .server import Call, GitHubServer
from .truth import World

__all__ = ["Call", "Fault", "GitHubServer", "World"]
