"""What follows when a challenge is published: its dates begin to count, and its log knows where it stands."""

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published

from .models import ChallengePage
from .services import record_publication


@receiver(page_published, sender=ChallengePage)
def record_on_publishing(sender, instance, revision=None, **kwargs):
    if instance.is_original:
        record_publication(challenge=instance, by=revision.user if revision else None, now=timezone.now())
