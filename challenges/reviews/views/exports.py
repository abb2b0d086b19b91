"""Ranking and scores as files, for officers. Each proposal in a file gets a line in its records."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from challenges.proposals.models import AccessLog
from challenges.proposals.services import record_accesses
from challenges.reaching import parts_of_address
from challenges.reviews.permissions import may_set_up
from challenges.reviews.results import Results
from challenges.reviews.tables import as_csv, as_xlsx, ranking_table, scores_table

from .pages import HERE, review_for, url_of

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(name, content_type):
    """The view makes the bytes from the results; `name` is what the file is called behind the challenge's own name.

    Before all scores are in, it leads to the page that says so."""

    def decorate(make):
        @require_safe
        @review_for(may_set_up)
        def view(request, standing):
            if not standing.is_revealed:
                return redirect(url_of(standing, "review_ranking"))
            results = Results(standing, request.user)
            made = make(results)
            file = _file_name(standing, name)
            what = AccessLog.What.EXPORT
            record_accesses(proposals=results.proposals, user=request.user, what=what, detail=file, now=standing.now)
            return _answer(made, file, content_type)

        return view

    return decorate


@export("ranking.csv", CSV)
def ranking_csv(results):
    return as_csv(ranking_table(results))


@export("scores.csv", CSV)
def scores_csv(results):
    return as_csv(scores_table(results))


@export("review.xlsx", XLSX)
def xlsx(results):
    return as_xlsx({_("Ranking"): ranking_table(results), _("Scores"): scores_table(results)})


def _file_name(standing, name):
    """With the day in Japan: what is in it may change when a conflict is declared, or lifted."""
    municipality, slug = parts_of_address(standing.challenge)
    return f"{municipality}-{slug}-{localtime(standing.now):%Y%m%d}-{name}"


def _answer(made, file, content_type):
    response = HttpResponse(made, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


urlpatterns = [
    path(f"{HERE}ranking.csv", ranking_csv, name="review_ranking_csv"),
    path(f"{HERE}scores.csv", scores_csv, name="review_scores_csv"),
    path(f"{HERE}review.xlsx", xlsx, name="review_xlsx"),
]
