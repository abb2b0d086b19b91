"""The group that decides on what people write, claim and bring in."""

from django.contrib.auth.models import Group, Permission

GROUP = "Moderators"
RIGHTS = (("reports", "moderate"), ("wagtailadmin", "access_admin"))


def group_of_moderators() -> Group:
    """With its rights; it is made where it is missing."""
    group, _made = Group.objects.get_or_create(name=GROUP)
    for app, codename in RIGHTS:
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return group
