"""A challenge's way so far and what usually follows, as stops on a timeline."""

from datetime import timedelta

from django.utils.translation import gettext as _

from pages.cards import Stage as Stop

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
    return [
        *(Stop(stage.label, dates.get(stage), "done") for stage in passed),
        Stop(shown.label, dates.get(shown), "current", _("What followed is not known here.") if silent else ""),
        *(Stop(stage.label, _day(challenge, stage)) for stage in ahead(shown) if not silent),
    ]


def _is_silent(challenge, changes, now):
    """Whether nobody has told for so long what became of it that nothing should be announced."""
    told = [challenge.closes_at, *(change.changed_at for change in changes)]
    last = max((moment for moment in told if moment), default=now)
    return bool(MOVES[challenge.stage]) and last < now - SILENCE


def _dates(challenge, changes, now):
    """When each stage was entered last. The clock opens and closes; the log knows the rest."""
    logged = {Stage(change.stage): change.changed_at for change in changes if change.changed_at}
    moments = {Stage.OPEN: challenge.opens_at, Stage.CLOSED: challenge.closes_at}
    struck = {stage: _day(challenge, stage) for stage, moment in moments.items() if moment and moment <= now}
    return {**logged, **struck}


def _day(challenge, stage):
    """When the clock opens or closes it; else None. Closing at midnight is the end of the day before."""
    return {Stage.OPEN: challenge.opens_at, Stage.CLOSED: challenge.last_day or challenge.closes_at}.get(stage)
