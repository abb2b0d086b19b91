"""What to do next, as far as the stage alone tells. Rooms that know more come before it (see `challenges/todo.py`)."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.reaching import parts_of_address
from challenges.stages import Stage
from challenges.todo import Todo, todo
from pages.templatetags.tomoni import describe_time_left

LAST_DAYS = timedelta(days=3)
WAITS_TOO_LONG = timedelta(days=14)


@todo(order=900)
def next_step(challenge, now):
    """None for one that has ended; what is not published yet, the room of writing knows."""
    step = _STEPS.get(challenge.stage_at(now)) if challenge.live else None
    return step(challenge, now) if step else None


def editor(challenge):
    """Its form in the editors' admin."""
    return reverse("wagtailadmin_pages:edit", args=[challenge.pk])


def desk_url(challenge):
    return reverse("challenge_desk", args=parts_of_address(challenge))


def move_url(challenge, to):
    return reverse("challenge_move", args=[*parts_of_address(challenge), str(to)])


def _to_open(challenge, now):
    if challenge.is_scheduled(now):
        left = describe_time_left(challenge.opens_at, now)
        return Todo(_("Look it over before it opens by itself (%(left)s)") % {"left": left}, editor(challenge))
    return Todo(_("Open the call, or say on its page when it opens"), move_url(challenge, Stage.OPEN))


def _to_close(challenge, now):
    if challenge.closes_at is None:
        return Todo(_("Say until when proposals are taken"), editor(challenge))
    left = describe_time_left(challenge.closes_at, now)
    is_near = challenge.closes_at - now < LAST_DAYS
    return Todo(
        _("Make it known before it closes by itself (%(left)s)") % {"left": left}, _page(challenge), urgent=is_near
    )


def _to_screen(challenge, now):
    waits = challenge.closes_at is not None and now - challenge.closes_at > WAITS_TOO_LONG
    return Todo(_("Look at the proposals, and begin screening"), move_url(challenge, Stage.SCREENING), urgent=waits)


def _to_decide(challenge, now):
    return Todo(_("Decide who tries it, and say so"), move_url(challenge, Stage.SELECTED))


def _to_tell(challenge, now):
    return Todo(_("Tell what came of the pilot, and finish it"), move_url(challenge, Stage.FINISHED))


def _page(challenge):
    return challenge.address()


_STEPS = {
    Stage.PREPARING: _to_open,
    Stage.OPEN: _to_close,
    Stage.CLOSED: _to_screen,
    Stage.SCREENING: _to_decide,
    Stage.PILOT: _to_tell,
}
