"""What GitHub counts for a project, over all its repositories, and what others have reported.

Opened issues and pull requests are sums of what GitHub counts by state; if one part is unknown, so is the sum."""

from django.utils.translation import gettext as _

from integrations.github.figures import figures_for
from pages.cards import Figure

STATES_FROM_WORST = ("unknown", "pending", "gone", "partial", "known")


def counted_figures(repositories):
    """Cards' figures in the order in which people ask; none without a repository."""
    if not repositories:
        return []
    counted = figures_for(repositories)
    return [_figure(label, [getattr(counted, name) for name in names]) for label, names in _shown()]


def _shown():
    return (
        (_("Stars"), ["stars"]),
        (_("Forks"), ["forks"]),
        (_("Issues opened"), ["issues_open", "issues_closed"]),
        (_("Issues closed"), ["issues_closed"]),
        (_("Pull requests opened"), ["pulls_open", "pulls_merged", "pulls_closed"]),
        (_("Pull requests merged"), ["pulls_merged"]),
        (_("Pull requests closed unmerged"), ["pulls_closed"]),
    )


def _figure(label, parts):
    values = [part.value for part in parts]
    dates = [part.observed_at for part in parts if part.observed_at]
    return Figure(
        label=label,
        value=None if None in values else sum(values),
        observed_at=min(dates, default=None),
        state=min((part.state for part in parts), key=STATES_FROM_WORST.index),
    )


def coverage(repositories):
    """On how many of the repositories the figures stand, where it is not all of them."""
    known = figures_for(repositories).stars.known
    if known in {0, len(repositories)}:
        return ""
    return _("(counted in %(known)d of %(total)d repositories)") % {"known": known, "total": len(repositories)}


def figures_by_repository(repositories):
    """Rows of a table, one a repository; None is unknown. Nothing to compare with fewer than two."""
    if len(repositories) < 2:
        return []
    return [
        [repository.full_name, *(figure.value for figure in counted_figures([repository]))]
        for repository in repositories
    ]


def figure_labels():
    return [label for label, _names in _shown()]


def reported_figures(rows):
    """As their sources gave them, each with its own date and source."""
    return [
        Figure(
            label=row.label,
            value=row.value,
            note=_("%(date)s, %(source)s") % {"date": row.as_of_text, "source": row.source},
        )
        for row in rows
    ]
