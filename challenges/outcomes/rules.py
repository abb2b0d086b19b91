"""What an outcome must say before everybody reads it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from challenges.stages import Stage

MOST_LINKS = 20


def plain(figure: Decimal) -> Decimal:
    """Without noughts that nobody wrote."""
    return figure.normalize() if figure % 1 else figure.quantize(Decimal(1))


def missing(outcome, today) -> dict[str, str]:
    """What still has to be said before it may be published, by the name of the field. `today` is a day in Japan."""
    found = {
        "result_ja": not outcome.result_ja and _("Say what came out of it. A few sentences do."),
        "observed_on": _problem_of_the_day(outcome.observed_on, today),
        "why_ja": _needs_a_reason(outcome) and _("Say why. That is what others learn most from."),
        "contact_department": not _has_contact(outcome)
        and _("Say where other municipalities can ask: a department, an e-mail address or a web address."),
    }
    return {name: message for name, message in found.items() if message}


def contradictions(outcome) -> dict[str, str]:
    """What cannot be, in a draft either, by the name of the field."""
    has_figures = any(each is not None for each in (outcome.before, outcome.goal, outcome.after))
    if has_figures and not outcome.measure_ja:
        return {"measure_ja": _("There are figures: say what was measured.")}
    return {}


def too_early(challenge, now):
    """Nothing can have come of a challenge that still takes proposals, or does not yet."""
    return challenge.stage_at(now) in {Stage.PREPARING, Stage.OPEN}


def _needs_a_reason(outcome):
    went_otherwise = outcome.solved in {"partly", "no"} or outcome.adopted == "not"
    return went_otherwise and not outcome.why_ja


def _has_contact(outcome):
    return outcome.contact_department or outcome.contact_email or outcome.contact_url


def _problem_of_the_day(day, today):
    if day is None:
        return _("Say as of which day this is true.")
    return _("This day has not come yet.") if day > today else ""
