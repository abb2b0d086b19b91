"""What follows when a page is published or deleted."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import copy_for_translation_done, page_published

from .models import Space, SpacePage
from .services import open_space


@receiver(page_published)
def open_space_on_publishing(sender, instance, **kwargs):
    if isinstance(instance, SpacePage):
        open_space(page=instance)


@receiver(copy_for_translation_done)
def share_space_with_translation(sender, source_obj, target_obj, **kwargs):
    """Whoever begins a translation may go on with it before it is published."""
    if isinstance(target_obj, SpacePage):
        open_space(page=target_obj)


@receiver(post_delete, sender=Space)
def close_space(sender, instance, **kwargs):
    """The group goes with its page; the collection stays, for pictures in it may be used elsewhere."""
    instance.group.delete()
