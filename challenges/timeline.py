"""A challenge's way so far and what usually follows, as stops on a timeline."""

from datetime import timedelta

from django.utils.translation import gettext as _

from pages.cards import Stage as Stop

from .models import StageChange
from .stages import MOVES, USUAL_WAY, Stage, ahead, behind

SILENCE = timedelta(days=365)


def timeline(challenge, changes, now) -> list[Stop]:
    """`changes` is the log. A stage behind is shown when it has a date or cannot have been left out; one whose day
    nobody noted has none."""
    shown = challenge.stage_at(now)
    dates = _dates(challenge, changes, now)
    certain = behind(shown)
    way = USUAL_WAY[: USUAL_WAY.index(shown)] if shown in USUAL_WAY else USUAL_WAY
    silent = _is_silent(challenge, changes, now)
    passed = [stage for stage in way if stage in certain or stage in dates]
    reasons = _reasons(changes)
    note = _("What followed is not known here.") if silent else reasons.get(shown, "")
    return [
        *(Stop(stage.label, dates.get(stage), "done", reasons.get(stage, "")) for stage in passed),
        Stop(shown.label, dates.get(shown), "current", note),
        *(Stop(stage.label, _day(challenge, stage)) for stage in ahead(shown) if not silent),
    ]


def _is_silent(challenge, changes, now):
    """Whether nobody has told for so long what became of it that nothing should be announced."""
    told = [challenge.closes_at, *(change.changed_at for change in changes)]
    last = max((moment for moment in told if moment), default=now)
    return bool(MOVES[challenge.stage]) and last < now - SILENCE


def _dates(challenge, changes, now):
    """When each stage was entered last. The clock opens and closes, and the log knows the rest: what was closed before
    its time, or opened again after it, as well."""
    logged = {stage: change.changed_at for stage, change in _last_entries(changes).items() if change.changed_at}
    moments = {Stage.OPEN: challenge.opens_at, Stage.CLOSED: challenge.closes_at}
    struck = {stage: moment for stage, moment in moments.items() if moment and moment <= now}
    if _later(logged.get(Stage.OPEN), struck.get(Stage.OPEN)):
        del struck[Stage.OPEN]
    if _later(struck.get(Stage.CLOSED), logged.get(Stage.CLOSED)):
        del struck[Stage.CLOSED]
    return {**logged, **{stage: _day(challenge, stage) for stage in struck}}


def _last_entries(changes):
    """The last public line of the log for each stage. Opened again, it is as if it had not closed."""
    entries: dict[Stage, StageChange] = {}
    for change in changes:
        if change.stage == Stage.OPEN:
            entries.pop(Stage.CLOSED, None)
        if change.is_public:
            entries[Stage(change.stage)] = change
    return entries


def _reasons(changes):
    return {stage: change.reason for stage, change in _last_entries(changes).items() if change.reason}


def _later(first, second):
    return first is not None and second is not None and first > second


def _day(challenge, stage):
    """When the clock opens or closes it; else None. Closing at midnight is the end of the day before."""
    return {Stage.OPEN: challenge.opens_at, Stage.CLOSED: challenge.last_day or challenge.closes_at}.get(stage)
