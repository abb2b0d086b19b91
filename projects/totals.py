"""What the repositories of this site add up to, each sum with its date and with how many of them it is known of.

The columns are parts of somebody else's query: a page that shows them pays nothing more."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Exists, IntegerField, Min, OuterRef, Q, Subquery, Sum, Value
from django.utils.translation import gettext as _

from integrations.github.models import CommitWeek, Contribution, Contributor, Repository, Status
from pages.cards import Figure

WEEKS = 12
PUBLIC = Q(status__in=[Status.ACTIVE, Status.ARCHIVED])


def columns(today: date) -> dict[str, Subquery]:
    """Scalar subqueries by name, for `figures`. `today` is a day in Japan."""
    public = Repository.objects.filter(PUBLIC)
    return {
        "repositories": _one(public, Count("pk")),
        "people": _one(_people(), Count("pk")),
        "people_known": _one(public, Count("latest_snapshot__contributors_human")),
        "people_at": _one(public, Min("latest_snapshot__contributors_observed_at"), DateTimeField()),
        "newcomer_issues": _one(public, Sum("latest_snapshot__newcomer_issues")),
        "newcomer_issues_known": _one(public, Count("latest_snapshot__newcomer_issues")),
        "newcomer_issues_at": _one(public, Min("latest_snapshot__newcomers_observed_at"), DateTimeField()),
        "commits": _one(_weeks(today), Sum("commits")),
        "commits_known": _one(public.filter(Exists(_weeks_of_a_repository())), Count("pk")),
        "commits_at": _one(public.filter(Exists(_weeks_of_a_repository())), _LAST_LOOK, DateTimeField()),
    }


_LAST_LOOK = Min("latest_snapshot__observed_at")


def figures(found: dict[str, Any], today: date) -> list[Figure]:
    """Those that are known of some repository at least, from the values of `columns`."""
    followed = found["repositories"] or 0
    sums = (
        (_("People who wrote code"), "people"),
        (_("Open issues for newcomers"), "newcomer_issues"),
        (_("Commits in 12 weeks, merges among them"), "commits"),
    )
    known = [
        Figure(
            label, found[name] or 0, found[f"{name}_at"], "known" if found[f"{name}_known"] >= followed else "partial"
        )
        for label, name in sums
        if found[f"{name}_known"]
    ]
    return [Figure(_("Repositories followed"), followed, today), *known] if followed else []


def _one(rows, aggregate, output_field=None):
    """One value over all rows."""
    together = rows.order_by().values(together=Value(1)).annotate(value=aggregate).values("value")
    return Subquery(together, output_field=output_field or IntegerField())


def _people():
    """Each once, in however many repositories; whoever chose not to be kept is not among them."""
    return Contributor.objects.filter(Exists(Contribution.objects.filter(contributor=OuterRef("pk"))), kind="human")


def _weeks(today):
    monday = today - timedelta(days=today.weekday())
    repositories = Repository.objects.filter(PUBLIC).values("pk")
    return CommitWeek.objects.filter(repository__in=repositories, week__gt=monday - timedelta(weeks=WEEKS))


def _weeks_of_a_repository():
    return CommitWeek.objects.filter(repository=OuterRef("pk"))
