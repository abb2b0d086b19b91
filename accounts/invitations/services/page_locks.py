"""Pages that somebody keeps from the others in Wagtail's admin."""

from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Page


def release_locks(*, space, user):
    """Unlock what `user` has locked in the space, in every language; drafts and pages stay as they are."""
    for page in pages_of(space).filter(locked=True, locked_by=user):
        page.locked, page.locked_by, page.locked_at = False, None, None
        page.save(update_fields=["locked", "locked_by", "locked_at"], clean=False)
        log(instance=page, action="wagtail.unlock")


def pages_of(space):
    """The page of the space, its translations, and all below them."""
    same = Page.objects.filter(translation_key=space.page.translation_key)
    below = [Q(path__startswith=path) for path in same.values_list("path", flat=True)]
    return Page.objects.filter(reduce(or_, below))
