"""The log of needs: entries of the page's own history, as for its members."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

ACTIONS = {
    "needs.ask": (_("Ask for help"), _("Asked for help")),
    "needs.change": (_("Change a need"), _("Changed a need")),
    "needs.renew": (_("Renew a need"), _("Renewed a need")),
    "needs.close": (_("Close a need"), _("Closed a need")),
    "needs.reopen": (_("Open a need again"), _("Opened a need again")),
}


def record(move: str, *, need, by):
    return log(need.project, f"needs.{move}", user=by, data={"need": need.pk})
