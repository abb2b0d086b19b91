"""The group that runs the programme for all municipalities: rounds, and the last look at challenges."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

GROUP = "Programme office"
RIGHTS = (
    ("wagtailadmin", "access_admin"),
    ("challenges", "add_round"),
    ("challenges", "change_round"),
    ("challenges", "view_round"),
)


def group_of_the_office() -> Group:
    """With its rights; it is made where it is missing."""
    group, _made = Group.objects.get_or_create(name=GROUP)
    for app, codename in RIGHTS:
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return group


def is_of_the_office(user) -> bool:
    return user.groups.filter(name=GROUP).exists()


def people_of_the_office():
    """Where nobody was chosen for it, whoever runs the site."""
    people = get_user_model().objects.filter(is_active=True).select_related("profile").order_by("pk")
    chosen = people.filter(groups__name=GROUP).distinct()
    return chosen if chosen.exists() else people.filter(is_superuser=True)
