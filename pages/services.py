"""Writes that every kind of page shares."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from .models import Space

PUBLISHING = "publish_page"
PAGE_RIGHTS = ("add_page", "change_page", PUBLISHING)
GENERAL_RIGHTS = ("access_admin", "submit_translation")
COLLECTION_RIGHTS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)

FILED_LAST = "鿿鿿"
"""Collections are sorted by name when they are made, and one in the middle moves all that follow. A new one is made
with a name that sorts last and named afterwards, so that a space costs the same for ten and for ten thousand."""


@transaction.atomic
def open_space(*, page):
    """Make, or bring up to date, the group and the collection of a space page. Running it again changes nothing.

    A translation shares the space of its original."""
    space = Space.objects.filter(page=page.original.page_ptr).select_related("group", "collection").first()
    if space is None:
        space = _make_space(page.original)
    _name_after(page.original, space)
    _grant_pages(space.group, page)
    return space


def _make_space(page):
    name = _space_name(page)
    group = Group.objects.create(name=name)
    collection = Collection.get_first_root_node().add_child(name=FILED_LAST)
    collection.name = name
    collection.save(update_fields=["name"])
    group.permissions.set(_permissions(GENERAL_RIGHTS, "wagtailadmin", "simple_translation"))
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=right)
        for right in _permissions(COLLECTION_RIGHTS, "wagtailimages", "wagtaildocs")
    )
    return Space.objects.create(page=page.page_ptr, group=group, collection=collection)


def _space_name(page):
    """Titles may be equal, ids are not; a group's name has at most 150 characters."""
    return f"{page.title[:130]} ({page.pk})"


def _name_after(page, space):
    name = _space_name(page)
    if space.group.name == name:
        return
    space.group.name = space.collection.name = name
    space.group.save(update_fields=["name"])
    space.collection.save(update_fields=["name"])


def page_rights(page) -> tuple[str, ...]:
    """What the people of a space may do with its page and all below."""
    return PAGE_RIGHTS if page.people_publish else tuple(right for right in PAGE_RIGHTS if right != PUBLISHING)


def _grant_pages(group, page):
    """A right that its people no longer have is taken away."""
    rights = page_rights(page)
    if PUBLISHING not in rights:
        own = GroupPagePermission.objects.filter(group=group, page=page.page_ptr)
        own.filter(permission__codename=PUBLISHING).delete()
    GroupPagePermission.objects.bulk_create(
        (
            GroupPagePermission(group=group, page=page.page_ptr, permission=right)
            for right in _permissions(rights, "wagtailcore")
        ),
        ignore_conflicts=True,
    )


def _permissions(codenames, *apps):
    return Permission.objects.filter(codename__in=codenames, content_type__app_label__in=apps)
