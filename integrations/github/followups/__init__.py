"""The questions after the pulse, each asked only of repositories in which what it is about moved."""

from .content import ContentStep
from .contributors import ContributorsStep
from .newcomers import NewcomersStep
from .recent import RecentStep
from .weekly import WeeklyStep

# In this order: what newcomers look for first, and what another budget pays for before the slowest.
STEPS = (NewcomersStep, ContentStep, ContributorsStep, RecentStep, WeeklyStep)

__all__ = ["STEPS"]
