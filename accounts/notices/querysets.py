"""How follows and notices are read."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet


class FollowQuerySet(QuerySet):
    def of(self, kind, target):
        return self.filter(kind=kind, target=target)

    def followers(self):
        """The people, those whose accounts are closed left out."""
        users = get_user_model().objects.filter(is_active=True, follows__in=self)
        return users.select_related("profile").distinct().order_by("pk")


class NoticeQuerySet(QuerySet):
    def newest_first(self):
        return self.order_by("-happened_at", "-pk")

    def unread(self):
        return self.filter(read_at=None)

    def waiting(self, paces):
        """Not in any letter yet."""
        return self.filter(mailed_at=None, pace__in=paces)
