"""What follows when a challenge is published: its log knows the stage, whoever changed it and wherever."""

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published

from .models import ChallengePage
from .services import record_stage


@receiver(page_published, sender=ChallengePage)
def record_stage_on_publishing(sender, instance, revision=None, **kwargs):
    if instance.is_original:
        record_stage(challenge=instance, by=revision.user if revision else None, now=timezone.now())
