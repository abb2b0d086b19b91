"""What the history of a page in the editors' admin tells of its stages. The log that counts is `StageChange`."""

from django.utils.translation import gettext_lazy as _

MOVED = "challenges.move"
ACTIONS = {MOVED: (_("Move to another stage"), _("Moved to another stage"))}
