"""How invitations and the people of spaces are read."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pages.models import Space

from .tokens import digest_of


class InvitationQuerySet(QuerySet):
    def unanswered(self):
        """Neither accepted nor withdrawn, be they in time or not."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def with_token(self, token: str):
        return self.filter(token_hash=digest_of(token))

    def newest_first(self):
        return self.select_related("invited_by__profile").order_by("-invited_at", "-pk")

    def ended_before(self, moment: datetime):
        """Nobody can do anything with them since."""
        return self.filter(Q(accepted_at__lt=moment) | Q(withdrawn_at__lt=moment) | Q(expires_at__lt=moment))


class SpaceMembershipQuerySet(QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def former(self):
        return self.exclude(ended_at=None)

    def with_people(self):
        return self.select_related("user__profile", "invited_by__profile", "ended_by__profile")


def people_of(space) -> QuerySet:
    """Who looks after `space` and has an open account."""
    return get_user_model().objects.filter(groups=space.group_id, is_active=True)


def is_of(user, space) -> bool:
    return user.is_authenticated and people_of(space).filter(pk=user.pk).exists()


def all_spaces(words: str = "") -> QuerySet:
    """By title, each with `people` and `invitations` as numbers; those whose titles hold `words`, if there are any."""
    from .models import Invitation

    active = Count("group__user", filter=Q(group__user__is_active=True), distinct=True)
    unanswered = Invitation.objects.unanswered().filter(space=OuterRef("pk")).order_by().values("space")
    spaces = Space.objects.select_related("page").annotate(
        people=active,
        invitations=Coalesce(Subquery(unanswered.annotate(number=Count("pk")).values("number")), 0),
    )
    for word in words.split():
        spaces = spaces.filter(page__title__icontains=word)
    return spaces.order_by("page__title", "pk")
