"""The log of what was hidden: entries of the page's own history."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

ACTIONS = {
    "updates.hide": (_("Hide an update"), _("Hid an update")),
    "updates.show": (_("Show an update again"), _("Showed an update again")),
}


def record(move: str, *, update, by):
    return log(update.project, f"updates.{move}", user=by, data={"update": update.pk})
