"""Who may be told of a page in the editors' admin."""

from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import policy_registry


def pages_told_to(user, pages):
    """Those of the queryset that are public, or that the editor looks after, drafts among them; and what is above."""
    own = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages.filter(Q(live=True) | Q(pk__in=own.values("pk")))


def may_be_told_of(user, number):
    return pages_told_to(user, Page.objects.filter(pk=number)).exists()
