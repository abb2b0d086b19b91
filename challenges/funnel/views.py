"""The funnel over HTTP: a page, and its table for programs."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from challenges.models import ChallengePage
from pages.addresses import in_language
from pages.listing import chips, page_links
from pages.metadata import metadata_for_view

from .addresses import at_page, in_the_list, narrowed_to, table_address, ways_to_compare
from .figures import figures_of
from .filters import FunnelFilter
from .groupings import GROUPINGS
from .pictures import comparison_of, steps_of
from .reported import reported_in_2019
from .tables import as_csv, known_of, table_of_steps

PER_PAGE = 20


@require_safe
def funnel(request):
    now, filterset = timezone.now(), _filterset(request)
    challenges, name = filterset.qs, filterset.grouping
    groups = GROUPINGS[name].groups(challenges, now)
    counts = GROUPINGS[name].total(challenges, groups, now)
    context = {
        **_head(request),
        "form": filterset.form,
        "chips": list(chips(filterset.form, request.GET)),
        "clear_url": request.path,
        "now": now,
        "counts": counts,
        "reported": reported_in_2019(),
    }
    if groups:
        context |= {**_overall(counts, filterset.form), **_compared(request.GET, name, groups)}
    return TemplateResponse(request, "challenges/funnel/page.html", context)


@require_safe
def table(request):
    """All groups, of all challenges that the filters leave."""
    now, filterset = timezone.now(), _filterset(request)
    challenges, name = filterset.qs, filterset.grouping
    grouping = GROUPINGS[name]
    body = as_csv(grouping.groups(challenges, now), name, now)
    disposition = f'attachment; filename="funnel-by-{name}.csv"'
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition})


def _filterset(request):
    challenges = ChallengePage.objects.for_visitors()
    return FunnelFilter(request.GET, queryset=challenges, request=request, now=timezone.now())


def _head(request):
    title = _("From challenge to outcome")
    lead = _("How many challenges were posted, how many proposals came, what was tried, solved and procured.")
    trail = [(_("Challenges"), in_language("/challenges/", get_language()))]
    metadata = metadata_for_view(title=title, path=request.path, description=lead, trail=trail)
    return {"title": title, "lead": lead, "metadata": metadata}


def _overall(counts, form):
    return {
        "figures": figures_of(counts),
        "steps": steps_of(counts),
        "step_rows": table_of_steps(counts),
        "list_url": in_the_list(form),
    }


def _compared(query, name, groups):
    page = Paginator(groups, PER_PAGE).get_page(query.get("page"))
    shown = page.object_list
    return {
        "grouping": GROUPINGS[name],
        "ways": ways_to_compare(query, name),
        "comparison": comparison_of(shown, among=groups),
        "compared": [(group, narrowed_to(query, name, group), *_parts(group.counts)) for group in shown],
        "page_obj": page,
        "page_links": page_links(page, lambda number: at_page(query, number)),
        "previous_url": at_page(query, page.previous_page_number()) if page.has_previous() else "",
        "next_url": at_page(query, page.next_page_number()) if page.has_next() else "",
        "table_url": table_address(query),
    }


def _parts(counts):
    return known_of(counts.solved), known_of(counts.procured)
