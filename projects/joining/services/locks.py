"""Everything about a project's people is done one after the other: two at once would each count the other's owner."""

from projects.models import ProjectPage


def lock(project):
    """The original, until the transaction ends."""
    return ProjectPage.objects.select_for_update(of=("self",)).select_related("locale").get(pk=project.original.pk)
