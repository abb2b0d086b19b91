"""What binds somebody to pages in Wagtail's admin beyond their rights: locks that keep pages from the others, and mails
about what is commented on beside them."""

from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Page, PageSubscription
from wagtail.users.models import UserProfile


def release_ties(*, space, user):
    """Unlock what `user` has locked in the space, in every language, and tell them of comments there no more. Drafts
    and pages stay as they are."""
    pages = pages_of(space)
    for page in pages.filter(locked=True, locked_by=user):
        page.locked, page.locked_by, page.locked_at = False, None, None
        page.save(update_fields=["locked", "locked_by", "locked_at"], clean=False)
        log(instance=page, action="wagtail.unlock")
    PageSubscription.objects.filter(user=user, page__in=pages.values("pk")).delete()
    if not (user.is_superuser or _is_an_editor_elsewhere(user, space)):
        _end_mails_about_comments(user)


def _is_an_editor_elsewhere(user, space):
    return user.groups.exclude(pk=space.group_id).filter(permissions__codename="access_admin").exists()


def _end_mails_about_comments(user):
    """Also of threads in which they have written, which Wagtail goes on with whatever became of the writer."""
    chosen = UserProfile.get_for_user(user)
    chosen.updated_comments_notifications = False
    chosen.save(update_fields=["updated_comments_notifications"])


def pages_of(space):
    """The page of the space, its translations, and all below them."""
    same = Page.objects.filter(translation_key=space.page.translation_key)
    below = [Q(path__startswith=path) for path in same.values_list("path", flat=True)]
    return Page.objects.filter(reduce(or_, below))
