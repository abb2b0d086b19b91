"""What moves are called on their buttons, and what follows from them, in the language that is active."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from challenges.stages import Stage


class Said(NamedTuple):
    """`label` stands on the button; `consequence` says what changes for whom."""

    label: str
    consequence: str


OPEN_NOW = Said(
    _("Open the call now"),
    _("Everybody can send proposals from now on, until the moment of closing that stands on the page."),
)
OPEN_AGAIN = Said(
    _("Open the call again"),
    _("Proposals are taken again until the moment that you set. What was sent stays sent. Readers see your reason."),
)
CLOSE_NOW = Said(
    _("Close the call now"),
    _(
        "No proposal is taken any more, though its last day has not come: who is still writing keeps a draft. Only the "
        "programme office can open it again."
    ),
)
END_THE_CALL = Said(
    _("Close the call and begin screening"),
    _("No proposal is taken any more, though its last day has not come, and you look at those that were sent."),
)
SCREEN = Said(_("Begin screening"), _("Readers see that the proposals are being looked at."))
CHOOSE = Said(
    _("Say that a partner is chosen"),
    _("Readers see that a partner is chosen. Put the name on the page once it may be known."),
)
NO_PILOT = Said(_("End it without a pilot"), _("The challenge ends here, with your reason. This cannot be undone."))
PILOT = Said(_("Begin the pilot"), _("Readers see that it is being tried in the field."))
FINISH = Said(_("Finish it"), _("The pilot is over, and readers see what came of it. This cannot be undone."))
WITHDRAW = Said(
    _("Withdraw the challenge"),
    _(
        "It ends here: no proposal is taken, and nobody is chosen. The page stays, with your reason. "
        "This cannot be undone."
    ),
)

_SAID = {
    (Stage.PREPARING, Stage.OPEN): OPEN_NOW,
    (Stage.OPEN, Stage.CLOSED): CLOSE_NOW,
    (Stage.OPEN, Stage.SCREENING): END_THE_CALL,
    (Stage.CLOSED, Stage.OPEN): OPEN_AGAIN,
    (Stage.SCREENING, Stage.FINISHED): NO_PILOT,
    (Stage.SELECTED, Stage.FINISHED): NO_PILOT,
}
_SAID_ANYWHERE = {
    Stage.SCREENING: SCREEN,
    Stage.SELECTED: CHOOSE,
    Stage.PILOT: PILOT,
    Stage.FINISHED: FINISH,
    Stage.WITHDRAWN: WITHDRAW,
}
ENDINGS = (Stage.FINISHED, Stage.WITHDRAWN)


def said_of(before, to) -> Said:
    return _SAID.get((before, to)) or _SAID_ANYWHERE[to]
