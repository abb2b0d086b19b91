"""What people write in the log is activity of the project."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from projects.services import refresh_activity

from .models import ProjectUpdate


@receiver([post_save, post_delete], sender=ProjectUpdate)
def refresh_activity_of_project(sender, instance, **kwargs):
    if not instance.is_release:
        refresh_activity(project_ids=[instance.project_id])
