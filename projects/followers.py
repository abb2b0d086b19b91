"""What people may follow to hear of a project, the closest first: it says why they are told."""

from accounts.notices.models import Follow

from .models import ProjectPage

Followed = list[tuple[str, str]]


def may_be_told_of(project) -> bool:
    """Of what visitors cannot see nobody is told."""
    return ProjectPage.objects.for_visitors().filter(pk=project.pk).exists()


def itself(project) -> Followed:
    return [(Follow.Kind.PROJECT, str(project.translation_key))]


def itself_and_around(project) -> Followed:
    """The original `project`, its topics, and the regions that it is for; a municipality lies in its prefecture."""
    topics = project.topics.values_list("slug", flat=True)
    places = project.regions.values_list("code", "parent")
    codes = dict.fromkeys(code for pair in places for code in pair if code)
    return [
        *itself(project),
        *((Follow.Kind.TOPIC, slug) for slug in topics),
        *((Follow.Kind.REGION, code) for code in codes),
    ]
