"""What published outcomes tell whoever writes a similar challenge."""

from challenges.results import Result, results

from .models import Outcome
from .telling import answer_badges, words


@results
def published_outcomes(challenges):
    """The two answers, what was measured or seen, and what others can use. Two queries for any number."""
    outcomes = Outcome.objects.published().filter(challenge__in=challenges).prefetch_related("links")
    return {outcome.challenge_id: Result(_said(outcome), _used_elsewhere(outcome)) for outcome in outcomes}


def _said(outcome):
    answers = [badge.label for badge in answer_badges(outcome)]
    return " · ".join([*answers, words(outcome, "result").text])


def _used_elsewhere(outcome):
    return tuple((link.title, link.url) for link in outcome.links.all())
