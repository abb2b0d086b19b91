"""How memberships, requests and claims are read."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

OPEN = ("asked", "answered")


class MembershipQuerySet(QuerySet):
    def active(self):
        """Those who can act: an account that was switched off looks after nothing."""
        return self.filter(user__is_active=True)

    def owners(self):
        return self.active().filter(role="owner")

    def with_people(self):
        return self.select_related("user__profile")

    def owners_first(self):
        """In the order in which a page shows them."""
        return self.order_by("-role", "since", "pk")  # owner, mentor, member

    def other_than(self, membership):
        return self.exclude(pk=membership.pk)


class JoinRequestQuerySet(QuerySet):
    def open(self):
        """Those that nobody has decided."""
        return self.filter(stage__in=OPEN)

    def of_active_people(self):
        """Who is suspended waits for nobody; let in again, they do as before."""
        return self.filter(user__is_active=True)

    def waiting_for_owners(self):
        return self.of_active_people().filter(stage="asked")

    def waiting_for_asker(self):
        return self.filter(stage="answered")

    def longest_waiting_first(self):
        return self.order_by("waits_for_owner_since", "asked_at", "pk")

    def in_projects_owned_by(self, user):
        return self.filter(project__memberships__user=user, project__memberships__role="owner")

    def silent_since(self, moment: datetime, reminders: int):
        """Owners have said nothing since `moment`, and were reminded less than `reminders` times."""
        return self.waiting_for_owners().filter(waits_for_owner_since__lte=moment, reminders_sent__lt=reminders)

    def declined_since(self, moment: datetime):
        return self.filter(stage="declined", decided_at__gte=moment)

    def with_people(self):
        return self.select_related("user__profile", "need", "project__locale")


class HandoverQuerySet(QuerySet):
    def open(self):
        return self.filter(state="offered")


class ClaimQuerySet(QuerySet):
    def open(self):
        return self.filter(state="open")

    def longest_waiting_first(self):
        return self.order_by("claimed_at", "pk")

    def with_people(self):
        return self.select_related("user__profile", "project__locale")


def owners_of(project) -> QuerySet:
    """The people who look after `project`, the first one first."""
    people = get_user_model().objects.filter(is_active=True, memberships__project=project, memberships__role="owner")
    return people.select_related("profile").order_by("memberships__since", "pk")
