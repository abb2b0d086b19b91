"""What happens to whole branches of the tree, and to the names of values."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from pages.models import Topic

from .pending import changed
from .services import labels_changed
from .sources import SOURCES


@receiver([post_save, post_delete], sender=PageViewRestriction)
def branch_was_closed_or_opened(sender, instance, **kwargs):
    _changed(_branch(instance.page.path))


@receiver([page_published, page_unpublished])
def page_came_or_went(sender, instance, **kwargs):
    """Wagtail publishes a page's translations and aliases along by other ways than saving it. What lies below stays
    as it is: with a list of ten thousand that would be all of them."""
    for name, source in SOURCES.items():
        if source.is_told_by(sender):
            changed(name, source.about(Page.objects.filter(pk=instance.pk)))


@receiver(page_slug_changed)
def branch_has_other_addresses(sender, instance, **kwargs):
    _changed(_branch(instance.path))


@receiver(post_page_move)
def branch_was_moved(sender, instance, url_path_before, url_path_after, **kwargs):
    if url_path_before != url_path_after:
        _changed(_branch(type(instance).objects.get(pk=instance.pk).path))


def _branch(path):
    return Page.objects.filter(path__startswith=path)


def _changed(pages):
    for name, source in SOURCES.items():
        changed(name, source.about(pages))


@receiver([post_save, post_delete], sender=Topic)
def topic_was_renamed(sender, **kwargs):
    labels_changed()
