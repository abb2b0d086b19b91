"""Accounts in the editors' admin: an administrator deletes one as thoroughly as its owner would."""

from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import log

from .profiles.deletion import delete_account


@hooks.register("before_delete_user")
def delete_one(request, user):
    """In Wagtail's place, which would leave out what the rooms do before."""
    if request.method != "POST":
        return None
    _delete(user, request.user)
    messages.success(request, _("The account is deleted."))
    return redirect("wagtailusers_users:index")


@hooks.register("before_bulk_action")
def delete_several(request, action_type, users, action):
    """Wagtail finds nobody to delete afterwards, and says how many it were."""
    if action_type == "delete" and action.model is get_user_model():
        for user in users:
            _delete(user, request.user)


def _delete(user, administrator):
    log(instance=user, action="wagtail.delete", user=administrator, deleted=True)
    delete_account(user=user, by_administrator=True)
