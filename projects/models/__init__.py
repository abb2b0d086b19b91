"""Projects: what people build together, what they need, and where the code is."""

from .pages import ProjectIndexPage, ProjectPage
from .rows import Need, ProjectLanguage, ProjectLink, ProjectRepository, ReportedFigure
from .technology import Technology
from .web import is_web_address, web_address

__all__ = [
    "Need",
    "ProjectIndexPage",
    "ProjectLanguage",
    "ProjectLink",
    "ProjectPage",
    "ProjectRepository",
    "ReportedFigure",
    "Technology",
    "is_web_address",
    "web_address",
]
