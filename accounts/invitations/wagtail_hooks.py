"""The people of spaces in the editors' admin."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import admin_views as views
from .permissions import may_look_after_all_spaces


class SpacesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_look_after_all_spaces(request.user)


@hooks.register("register_admin_urls")
def spaces_urls():
    return [
        path("spaces/", views.Spaces.as_view(), name="spaces"),
        path("spaces/<int:pk>/people/", views.People.as_view(), name="space_people"),
        path("spaces/<int:pk>/people/leave/", views.Leave.as_view(), name="space_leave"),
        path("spaces/<int:pk>/people/<int:person>/remove/", views.Remove.as_view(), name="space_remove"),
        path("spaces/<int:pk>/invitations/<int:invitation>/resend/", views.resend, name="space_invitation_resend"),
        path(
            "spaces/<int:pk>/invitations/<int:invitation>/withdraw/", views.withdraw, name="space_invitation_withdraw"
        ),
    ]


@hooks.register("register_admin_menu_item")
def spaces_in_the_menu():
    return SpacesMenuItem(_("Spaces"), reverse("spaces"), name="spaces", icon_name="group", order=160)


@hooks.register("register_permissions")
def rights_of_groups():
    """So that an administrator can give it to the group of a programme office."""
    return Permission.objects.filter(content_type__app_label="invitations", codename="look_after_all_spaces")
