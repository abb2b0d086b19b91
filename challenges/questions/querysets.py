"""How questions are read."""

from datetime import datetime

from django.db.models import F, QuerySet
from django.db.models.functions import Length, Substr

from challenges.stages import Stage as ChallengeStage
from pages.models import Space

STEP = 4
"""Letters of a page's path for each floor of the tree, as in `ChallengePage.steplen`."""
STILL_ANSWERED = (ChallengeStage.OPEN, ChallengeStage.CLOSED)


class QuestionQuerySet(QuerySet):
    def public(self):
        """What visitors see: question and answer together."""
        return self.filter(stage="answered", hidden_at=None)

    def newest_first(self):
        """By number: the answer that was given last comes first, and a correction changes no place."""
        return self.order_by("-number")

    def waiting(self):
        return self.filter(stage="waiting")

    def longest_waiting_first(self):
        return self.order_by("asked_at", "pk")

    def looked_after_by(self, user):
        """About challenges of the municipalities whose officer `user` is."""
        spaces = Space.objects.filter(group__user=user).values("page__path")
        above = Substr("challenge__path", 1, Length("challenge__path") - STEP)
        return self.alias(above=above).filter(above__in=spaces)

    def silent_since(self, moment: datetime, reminders: int):
        """Asked by `moment`, unanswered, and officers were reminded less than `reminders` times. Once proposals are
        judged no answer helps any more."""
        waiting = self.waiting().filter(challenge__stage__in=STILL_ANSWERED, challenge__live=True)
        return waiting.filter(asked_at__lte=moment, reminders_sent__lt=reminders)

    def latest_first(self):
        """For the person who asked."""
        return self.order_by(F("asked_at").desc(), "-pk")
