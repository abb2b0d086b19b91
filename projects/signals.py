"""When the last activity of projects, and the work of their last 30 days, is worked out again."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from integrations.github.models import RecentActivity
from integrations.github.signals import repositories_merged, repositories_synced

from .models import Need, ProjectPage, ProjectRepository
from .needs.finding import find_anew
from .recent import refresh_recent_work
from .services import move_drafts, refresh_activity


def _refresh(**ids):
    refresh_activity(**ids)
    refresh_recent_work(**ids, today=timezone.localdate())


@receiver(post_save, sender=ProjectPage)
def refresh_saved_project(sender, instance, **kwargs):
    """Publishing saves too, and brings back the date of the day on which the draft was written."""
    _refresh(project_ids=[instance.pk])


@receiver([post_save, post_delete], sender=ProjectRepository)
def refresh_project_of_repository(sender, instance, **kwargs):
    """What was done is added up again only where something is known of it: a project may bring hundreds at once."""
    ids = [instance.project_id]
    refresh_activity(project_ids=ids)
    if RecentActivity.objects.filter(repository=instance.repository_id).exists():
        refresh_recent_work(project_ids=ids, today=timezone.localdate())


@receiver([post_save, post_delete], sender=Need)
def find_project_by_its_needs(sender, instance, **kwargs):
    find_anew(project_ids=[instance.project_id])


@receiver(repositories_synced)
def refresh_projects_of_synced_repositories(sender, repository_ids, **kwargs):
    _refresh(repository_ids=repository_ids)


@receiver(repositories_merged)
def move_drafts_to_the_repository_that_stays(sender, losing_id, winning_id, **kwargs):
    move_drafts(losing_id=losing_id, winning_id=winning_id)
