"""How outcomes are read, and challenges with them, each in one query."""

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from pages.rows import JSONRows
from projects.models import ProjectPage

from .licences import OPEN

LINK = ("place", "kind", "title", "url", "licence")


class OutcomeQuerySet(QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)


def with_told_outcome(challenges):
    """With `told_outcome`, a draft as well, and its `link_rows` (a list of dictionaries with the fields of LINK, or
    None), in the same query. See `told_of`."""
    return challenges.select_related("told_outcome").annotate(link_rows=_link_rows(OuterRef("told_outcome")))


def with_outcomes(challenges):
    """The same, with the `project` that works on it (slug and title, or None)."""
    return with_told_outcome(challenges).annotate(project=_project_of(OuterRef("pk")))


def told_of(challenge):
    """The outcome of an original if everybody may read it, else None; asks nothing where it was read with the page."""
    outcome = getattr(challenge, "told_outcome", None)
    return outcome if outcome and outcome.published_at else None


def link_rows_of(challenge):
    if hasattr(challenge, "link_rows"):
        return challenge.link_rows
    return list(challenge.told_outcome.links.values(*LINK))


def told(challenges):
    """Those whose outcome is published."""
    return challenges.filter(told_outcome__published_at__isnull=False)


def latest_first(challenges):
    return challenges.order_by(F("told_outcome__observed_on").desc(nulls_last=True), "-pk")


def has_open_results(outcome):
    """The condition that some code, data or document of it has an open licence."""
    links = apps.get_model("outcomes.OutcomeLink").objects
    return Exists(links.filter(outcome=OuterRef(outcome), licence__in=OPEN))


def says(words):
    """The condition that an outcome has these words somewhere, in either language."""
    found = Q()
    for name in ("solution", "result", "why", "reuse", "measure"):
        for language in ("ja", "en"):
            found |= Q(**{f"told_outcome__{name}_{language}__icontains": words})
    return found


def _link_rows(outcome):
    links = apps.get_model("outcomes.OutcomeLink").objects.filter(outcome=outcome).order_by().values("outcome")
    rows = links.annotate(rows=JSONRows(JSONObject(**{name: name for name in LINK})))
    return Subquery(rows.values("rows"))


def _project_of(challenge):
    working = ProjectPage.objects.for_visitors().filter(challenge_links__challenge=challenge)
    found = working.order_by("challenge_links__sort_order", "pk").values(found=JSONObject(slug="slug", title="title"))
    return Subquery(found[:1])
