"""Which project an address is about."""

from django.http import Http404

from projects.models import ProjectPage


def project_at(slug) -> ProjectPage:
    """The original at this slug, or at that of its translation, published or not; else 404."""
    found = list(ProjectPage.objects.filter(slug=slug).select_related("locale"))
    if not found:
        raise Http404
    return next((page for page in found if page.is_original), found[0].original)


def open_project_at(slug) -> ProjectPage:
    """The same, but only what anybody may see."""
    project = project_at(slug)
    if not ProjectPage.objects.for_visitors().filter(pk=project.pk).exists():
        raise Http404
    return project
