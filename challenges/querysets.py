"""How challenges and municipalities are read. `now` is an aware datetime."""

from django.apps import apps
from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject, Length, Substr

from pages.models import Topic
from pages.querysets import BasePageQuerySet
from pages.rows import JSONRows

from .outcomes.querysets import with_told_outcome
from .stages import READING_ORDER, Stage

WORK = ("taking", "deciding", "trying", "writing", "over")
"""What officers have to do with a challenge, deadlines first."""


def shown_at(stage, now):
    """The condition for a challenge to be seen at `stage`: the rule of `ChallengePage.stage_at`, in SQL."""
    opened = Q(opens_at=None) | Q(opens_at__lte=now)
    not_ended = Q(closes_at=None) | Q(closes_at__gt=now)
    if stage == Stage.OPEN:
        return Q(stage=Stage.OPEN) & opened & not_ended
    if stage == Stage.PREPARING:
        return Q(stage=Stage.PREPARING) | Q(stage=Stage.OPEN, opens_at__gt=now)
    if stage == Stage.CLOSED:
        return Q(stage=Stage.CLOSED) | (Q(stage=Stage.OPEN) & opened & Q(closes_at__lte=now))
    return Q(stage=stage)


def topics_of(challenge) -> list:
    """By their slugs; asks nothing where they were read with the page."""
    if "topic_rows" not in vars(challenge):
        return list(challenge.topics.all())
    return [Topic(**row) for row in sorted(challenge.topic_rows or [], key=lambda row: row["slug"])]


class ChallengeQuerySet(BasePageQuerySet):
    def for_its_page(self):
        """With its round, its outcome, and `topic_rows`, the names of its topics (see `topics_of`)."""
        return with_told_outcome(super().for_its_page().select_related("round")).annotate(topic_rows=self._topic_rows())

    def _topic_rows(self):
        through = self.model.topics.through.objects.filter(challengepage=OuterRef("pk")).order_by()
        named = JSONObject(slug="topic__slug", name_ja="topic__name_ja", name_en="topic__name_en")
        return Subquery(through.values("challengepage").annotate(rows=JSONRows(named)).values("rows"))

    def for_listing(self):
        return self.for_visitors().with_card_facts()

    def with_card_facts(self):
        """All that a card shows besides the words, in the same query: `place` is the name of the region, in parts."""
        spaces = self._spaces().filter(path=_path_above(OuterRef("path"), self.model.steplen))
        names = ("name_ja", "name_en", "parent__name_ja", "parent__name_en")
        place = JSONObject(**{name: f"region__{name}" for name in names})
        return self.select_related("round", "locale").annotate(place=Subquery(spaces.values_list(place)[:1]))

    def taking_proposals(self, now):
        return self.at_stage(Stage.OPEN, now)

    def at_stage(self, stage, now):
        """Challenges that visitors see at `stage`."""
        return self.filter(shown_at(stage, now))

    def struck_by(self, now):
        """Those that the clock has opened or closed without it standing in their log yet."""
        log = apps.get_model("challenges.StageChange").objects.filter(challenge=OuterRef("pk")).order_by("-pk")
        waiting = self.originals().live().filter(stage=Stage.OPEN).annotate(logged=Subquery(log.values("stage")[:1]))
        return waiting.filter(Q(closes_at__lte=now) | Q(opens_at__lte=now, logged=Stage.PREPARING))

    def by_stage(self, now):
        """What can be answered first, the nearest deadline on top; what lies behind ends with the oldest."""
        rank = Case(
            *(When(shown_at(stage, now), then=Value(place)) for place, stage in enumerate(READING_ORDER)),
            output_field=IntegerField(),
        )
        comes_next = Case(
            When(shown_at(Stage.OPEN, now), then=F("closes_at")),
            When(shown_at(Stage.PREPARING, now), then=F("opens_at")),
        )
        return self.annotate(rank=rank, comes_next=comes_next).order_by(
            "rank", F("comes_next").asc(nulls_last=True), F("closes_at").desc(nulls_last=True), "title", "pk"
        )

    def by_work(self, now):
        """As officers look at them: `rank` counts the kinds of WORK, the nearest date comes first."""
        stages = {
            "taking": [Stage.OPEN],
            "deciding": [Stage.CLOSED, Stage.SCREENING],
            "trying": [Stage.SELECTED, Stage.PILOT],
            "writing": [Stage.PREPARING],
        }
        rank = Case(
            When(live=False, then=Value(WORK.index("writing"))),
            *(When(shown_at(each, now), then=Value(WORK.index(work))) for work in stages for each in stages[work]),
            default=Value(WORK.index("over")),
            output_field=IntegerField(),
        )
        dates = {
            WORK.index("taking"): "closes_at",
            WORK.index("deciding"): "closes_at",
            WORK.index("writing"): "opens_at",
        }
        nearest = Case(*(When(rank=number, then=F(name)) for number, name in dates.items()))
        order = ("rank", F("nearest").asc(nulls_last=True), F("closes_at").desc(nulls_last=True), "title", "pk")
        return self.annotate(rank=rank).annotate(nearest=nearest).order_by(*order)

    def in_towns(self, towns):
        """Those that municipalities of the queryset `towns` posted, drafts as well."""
        return self.alias(above=_path_above("path", self.model.steplen)).filter(above__in=towns.values("path"))

    def with_town(self):
        """Title and slug of the page of the municipality as `town`, and the round, in the same query."""
        spaces = self._spaces().filter(path=_path_above(OuterRef("path"), self.model.steplen))
        named = JSONObject(title="title", slug="slug")
        return self.select_related("round", "locale").annotate(town=Subquery(spaces.values_list(named)[:1]))

    def newest_first(self):
        """By the day of publication on this site."""
        return self.order_by(F("first_published_at").desc(nulls_last=True), "-pk")

    def in_region(self, region):
        """Challenges whose municipality is the region or lies in it."""
        spaces = self._spaces().for_visitors().in_region(region)
        return self.above().filter(above__in=spaces.values("path"))

    def above(self):
        """With `above`, the place in the tree of the municipality that posted it."""
        return self.alias(above=_path_above("path", self.model.steplen))

    def _spaces(self):
        return apps.get_model("challenges.MunicipalityPage").objects


def _path_above(path, steplen):
    """A page's path in the tree begins with that of the page above."""
    return Substr(path, 1, Length(path) - steplen)


class MunicipalityQuerySet(BasePageQuerySet):
    def of(self, challenge):
        """The page, in the challenge's own language, of the municipality that posted it, with its region."""
        spaces = self.filter(path=challenge.path[: -challenge.steplen])
        return spaces.select_related("locale", "region__parent").get()

    def in_region(self, region):
        return self.filter(Q(region=region) | Q(region__parent=region))
