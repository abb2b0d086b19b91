"""Pages below a project's page, which are no pages of the editors."""

from django.template.response import TemplateResponse

from pages.metadata import metadata_for_view
from projects.joining.words import title_of


def page_below(request, template, project, title, status=200, **context):
    """It says which project it is about, and leads back to it."""
    project_title = title_of(project)
    metadata = metadata_for_view(
        title=f"{title} | {project_title}",
        path=request.path,
        trail=[(project_title, project.address())],
        here=title,
    )
    about = {"project": project, "project_title": project_title, "title": title, "metadata": metadata}
    return TemplateResponse(request, template, {**about, **context}, status=status)
