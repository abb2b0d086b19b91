"""Who may do what with a pilot. Everybody reads it."""

from challenges.permissions import may_manage
from challenges.stages import Stage
from projects.permissions import is_member


def may_ask_for_a_pilot(user):
    """Whoever is signed in may ask for the pages of those who run one; who that is, is asked there."""
    return user.is_authenticated and user.is_active


def may_begin(user, challenge):
    """Its officers, and the programme office for them."""
    return may_manage(user, challenge)


def may_change(user, pilot):
    """What it says of itself, and its milestones."""
    return may_manage(user, pilot.challenge)


def may_write_updates(user, pilot):
    """Whoever may change it, and everybody in the project that it runs as, while it is a pilot."""
    if pilot.challenge.stage != Stage.PILOT or not may_ask_for_a_pilot(user):
        return False
    return may_change(user, pilot) or (pilot.project is not None and is_member(user, pilot.project))


def may_change_update(user, update):
    """The own one, for as long as one may write others."""
    return update.author_id == user.pk and may_write_updates(user, update.pilot)


def may_delete_update(user, update):
    """The own one; whoever runs the pilot, any."""
    return may_change_update(user, update) or may_change(user, update.pilot)
