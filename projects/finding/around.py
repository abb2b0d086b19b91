"""What stands beside a project and counts for its needs and issues too."""

from collections import defaultdict
from dataclasses import dataclass, field

from projects.models import ProjectLanguage, ProjectPage
from regions.finding import region_tags


@dataclass
class Around:
    """What stands beside a project, and counts for its needs and issues too."""

    regions: list[str] = field(default_factory=list)
    topics: list[tuple[str, str, str]] = field(default_factory=list)
    technologies: list[tuple[str, str]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)

    @property
    def tags(self):
        return {
            *region_tags(self.regions),
            *(("topic", slug) for slug, _ja, _en in self.topics),
            *(("technology", slug) for slug, _name in self.technologies),
            *(("language", language) for language in self.languages),
        }

    @property
    def texts(self):
        topics = (text for _slug, ja, en in self.topics for text in (ja, en))
        return (*topics, *(name for _slug, name in self.technologies))


def around_projects(ids) -> dict[int, Around]:
    found: dict[int, Around] = defaultdict(Around)
    through = {name: getattr(ProjectPage, name).through.objects for name in ("regions", "topics", "technologies")}
    here = {"projectpage__in": ids}
    for project, code in through["regions"].filter(**here).order_by("region").values_list("projectpage", "region"):
        found[project].regions.append(code)
    topics = through["topics"].filter(**here).order_by("topic__slug")
    for project, *topic in topics.values_list("projectpage", "topic__slug", "topic__name_ja", "topic__name_en"):
        found[project].topics.append(tuple(topic))
    tools = through["technologies"].filter(**here).order_by("technology__slug")
    for project, *tool in tools.values_list("projectpage", "technology__slug", "technology__name"):
        found[project].technologies.append(tuple(tool))
    for project, language in ProjectLanguage.objects.filter(project__in=ids).values_list("project", "language"):
        found[project].languages.append(language)
    return found
