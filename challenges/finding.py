"""Challenges and municipalities as things that can be found."""

from collections import defaultdict

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page

from pages.finding.paged import Facts, PageSource, day_of
from pages.finding.pending import changed
from pages.finding.sources import Label, found_by_search, in_both_languages, labels
from regions.finding import places_shown, region_names, region_tags

from .models import ChallengePage, MunicipalityPage
from .outcomes.models import TEXTS as OUTCOME_TEXTS
from .outcomes.models import Outcome
from .stages import Stage

FINISHED = "finished_challenge"


@found_by_search
class ChallengeSource(PageSource):
    name = "challenge"
    kind = "challenge"
    model = ChallengePage

    def facts(self, pages):
        topics, spaces, outcomes = _topics_of(pages), _spaces_of(pages), _outcomes_of(pages)
        names = region_names(space.region_id for space in spaces.values() if space.region_id)
        return {
            page.pk: _facts(page, topics[page.pk], outcomes[page.pk], spaces.get(_above(page)), names) for page in pages
        }


def _facts(page, topics, outcome, space, names):
    codes = [space.region_id] if space and space.region_id else []
    status = set() if page.stage == Stage.OPEN else {("status", _status(page.stage))}
    return Facts(
        tags=frozenset({*region_tags(codes), *(("topic", slug) for slug, _ja, _en in topics), *status}),
        texts=(*(text for _slug, ja, en in topics for text in (ja, en)), *outcome),
        stages=_stages(page) if page.stage == Stage.OPEN else (),
        active_on=day_of(page.last_published_at),
        due_at=page.closes_at,
        shown={
            "what": "challenge",
            "closes_at": page.closes_at.isoformat() if page.closes_at else None,
            **places_shown(codes, names),
        },
    )


def _status(stage):
    return FINISHED if stage == Stage.FINISHED else str(stage)


def _stages(page):
    """As `ChallengePage.stage_at` has it."""
    opening = [(None, "preparing"), (page.opens_at, "open")] if page.opens_at else [(None, "open")]
    return (*opening, *([(page.closes_at, "closed")] if page.closes_at else []))


def _topics_of(pages):
    rows = ChallengePage.topics.through.objects.filter(challengepage__in=[page.pk for page in pages])
    found = defaultdict(list)
    for page, *topic in rows.values_list("challengepage", "topic__slug", "topic__name_ja", "topic__name_en"):
        found[page].append(topic)
    return found


def _outcomes_of(pages):
    """The words of what everybody may read of what came of it, in both languages."""
    names = [f"{name}_{language}" for name in OUTCOME_TEXTS for language in ("ja", "en")]
    rows = Outcome.objects.published().filter(challenge__in=[page.pk for page in pages])
    found = defaultdict(tuple)
    for challenge, *texts in rows.values_list("challenge", *names):
        found[challenge] = tuple(text for text in texts if text)
    return found


def _above(page):
    return page.path[: -page.steplen]


def _spaces_of(pages):
    """The municipalities that posted them, by their place in the tree."""
    spaces = MunicipalityPage.objects.filter(path__in={_above(page) for page in pages})
    return {space.path: space for space in spaces}


@found_by_search
class MunicipalitySource(PageSource):
    name = "town"
    kind = "challenge"
    model = MunicipalityPage

    def facts(self, pages):
        return {
            page.pk: Facts(
                tags=frozenset(region_tags([page.region_id] if page.region_id else [])),
                active_on=day_of(page.last_published_at),
                shown={"what": "municipality"},
            )
            for page in pages
        }


@receiver(post_save, sender=MunicipalityPage)
def challenges_lie_elsewhere(sender, instance, **kwargs):
    """The region of a challenge is that of its municipality."""
    if not kwargs.get("raw"):
        changed(ChallengeSource.name, ChallengeSource().about(Page.objects.child_of(instance)))


@receiver(post_save, sender=Outcome)
def outcome_has_words(sender, instance, **kwargs):
    if not kwargs.get("raw"):
        changed(ChallengeSource.name, [instance.challenge_id])


@labels("status")
def stage_labels():
    """Projects can be finished, too: what is said of them there is another thing."""
    named = {_status(value): label for value, label in in_both_languages(Stage).items()}
    return {**named, FINISHED: Label("完了した課題", "finished challenge")}


ChallengeSource().watch()
MunicipalitySource().watch()
