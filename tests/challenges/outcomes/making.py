"""Outcomes for tests: published, with every answer, unless something else is said."""

from datetime import UTC, date, datetime

from challenges.outcomes.models import Outcome
from pages.models import Space
from tests.factories import make_challenge, make_user

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
LINK = {"kind": "code", "title": "受付アプリ", "url": "https://code.example/app", "licence": "MIT"}


def make_outcome(challenge=None, *, links=(), published=True, **fields):
    challenge = challenge or make_challenge(stage="finished")
    told = {
        "solved": "yes",
        "adopted": "procured",
        "result_ja": "待ち時間が半分になりました。",
        "observed_on": date(2026, 10, 31),
        "contact_department": "市民課",
        "changed_at": NOW,
        "published_at": NOW if published else None,
        **fields,
    }
    outcome = Outcome.objects.create(challenge=challenge, **told)
    for place, link in enumerate(links):
        outcome.links.create(place=place, **{**LINK, **link})
    return outcome


def officer_of(municipality, email="officer@tomoni.example"):
    return make_user(email, groups=[Space.objects.get(page=municipality.page_ptr).group])
