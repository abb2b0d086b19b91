"""How administrators find contributors and bots."""

from django.db.models import Count, Q

from integrations.github.models import Contributor, ContributorChoice, ListedBot

BIGGEST_ID = 2**63 - 1


def choices():
    """Those that were made, the latest first."""
    return ContributorChoice.objects.order_by("-chosen_at", "-pk")


def contributors(words):
    """By a part of the handle, or by GitHub's number."""
    wanted = Q(login__icontains=words)
    number = as_github_id(words)
    if number is not None:
        wanted |= Q(github_id=number)
    return _counted(Contributor.objects.filter(wanted)).order_by("login", "github_id")


def contributors_with(github_ids):
    """By GitHub id."""
    rows = _counted(Contributor.objects.filter(github_id__in=github_ids))
    return {row.github_id: row for row in rows}


def as_github_id(words):
    """The number, if the words can be one."""
    if not words.isascii() or not words.isdecimal():
        return None
    number = int(words) if len(words) <= len(str(BIGGEST_ID)) else 0
    return number if 0 < number <= BIGGEST_ID else None


def bots():
    return ListedBot.objects.all()


def _counted(contributors):
    return contributors.annotate(repositories=Count("contributions"))
