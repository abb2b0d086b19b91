"""What the projects want to be known of their repositories beyond what is asked of every one."""

from .models import ProjectRepository


def repositories_in_use():
    """Their keys: those of published projects. Their last 30 days are followed."""
    return ProjectRepository.objects.filter(project__live=True).order_by().values("repository")
