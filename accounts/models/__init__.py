"""People who sign in, and what they tell of themselves."""

from .profile import FormerHandle, Profile
from .skill import Skill
from .user import User

__all__ = ["FormerHandle", "Profile", "Skill", "User"]
