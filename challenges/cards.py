"""Challenges as cards, with the time left."""

from itertools import groupby
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import get_language

from pages.addresses import address
from pages.cards import Badge, Card
from regions.models import Region

from .stages import Stage

STAGE_TONES = {"open": "now", "screening": "action", "selected": "action", "pilot": "alive"}


class StageOfCards(NamedTuple):
    """The cards of a listing that stand at one stage."""

    stage: Stage
    cards: list[Card]


def stage_badge(stage):
    return Badge(stage.label, STAGE_TONES.get(stage, "quiet"))


def challenge_cards(challenges, now=None):
    """Cards for challenges of `with_card_facts()` in the reader's words (see `with_words_in`), in their order."""
    language, now = get_language(), now or timezone.now()
    return [_card(challenge, language, now) for challenge in challenges]


def grouped_by_stage(challenges, cards, now):
    """The cards under their stages. The challenges are in the order of `by_stage`."""
    pairs = zip((challenge.original.stage_at(now) for challenge in challenges), cards, strict=True)
    return [
        StageOfCards(stage, [card for _stage, card in group]) for stage, group in groupby(pairs, lambda pair: pair[0])
    ]


def _card(challenge, language, now):
    facts = challenge.original
    stage = facts.stage_at(now)
    place = place_of(facts)
    return Card(
        title=challenge.title,
        url=address(challenge, language),
        summary=challenge.summary(),
        kind="challenge",
        badges=(stage_badge(stage),),
        meta=tuple(note for note in [("place", place), ("round", facts.round.name if facts.round else "")] if note[1]),
        deadline=facts.closes_at if stage == Stage.OPEN else None,
        language=None if challenge is not facts or language == "ja" else "ja",
    )


def place_of(facts):
    """The region's full name from the parts that `with_card_facts()` read; nothing where it is not known."""
    names = facts.place
    if not names or not names["name_ja"]:
        return ""
    parent = Region(name_ja=names["parent__name_ja"], name_en=names["parent__name_en"])
    place = Region(name_ja=names["name_ja"], name_en=names["name_en"], parent=parent if parent.name_ja else None)
    return place.full_name
