"""How rounds are read. `now` is an aware datetime."""

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from .dates import LABELS


class RoundQuerySet(models.QuerySet):
    def with_number_of_challenges(self):
        """`number`: how many of its challenges anybody may see."""
        pages = apps.get_model("challenges.ChallengePage").objects.for_visitors().filter(round=OuterRef("pk"))
        counted = pages.order_by().values("round").annotate(number=Count("pk")).values("number")
        return self.annotate(number=Coalesce(Subquery(counted), 0))

    def dated(self):
        """Rounds of which at least one date is known."""
        return self.exclude(**dict.fromkeys(LABELS))

    def under_way(self, now):
        """Rounds with a date that has not passed."""
        return self.filter(_has_a_date_ahead(now))

    def behind(self, now):
        """Rounds whose dates have all passed, and those without any, the latest year first."""
        return self.exclude(pk__in=self.model.objects.under_way(now).values("pk"))


def _has_a_date_ahead(now):
    today = timezone.localtime(now).date()
    ahead = (Q(**{f"{name}__gt": now} if name.endswith("_at") else {f"{name}__gte": today}) for name in LABELS)
    found = Q()
    for each in ahead:
        found |= each
    return found
