"""What follows when a page is published or deleted."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published

from .models import Space, SpacePage
from .services import open_space


@receiver(page_published)
def open_space_on_publishing(sender, instance, **kwargs):
    if isinstance(instance, SpacePage):
        open_space(page=instance)


@receiver(post_delete, sender=Space)
def close_space(sender, instance, **kwargs):
    """The group goes with its page; the collection stays, for pictures in it may be used elsewhere."""
    instance.group.delete()
