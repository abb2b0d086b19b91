"""The report on the sync with GitHub, in the editors' admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from integrations.github.models import Repository

from . import reading
from .cards import budget_card, error_label, run_card, trouble_card
from .figures import ages, stale_after
from .permissions import may_run_the_site
from .services import retry as retry_repositories

RUNS_A_PAGE = 10
TROUBLED_A_PAGE = 20


class GitHubReport(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("GitHub sync")
    header_icon = "history"
    template_name = "hub/admin/github_report.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_run_the_site(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        here = {"url": reverse_lazy("operators_github"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), here]

    def get_context_data(self, **kwargs):
        now = timezone.now()
        return {**super().get_context_data(**kwargs), **_state(now), **self._listings(now)}

    def _listings(self, now):
        troubled = _page(reading.troubled(), TROUBLED_A_PAGE, self.request.GET.get("p"))
        runs = _page(reading.runs(), RUNS_A_PAGE, self.request.GET.get("runs"))
        return {
            "troubled": troubled,
            "trouble_cards": [trouble_card(repository, now) for repository in troubled],
            "runs": runs,
            "run_cards": [run_card(run, now) for run in runs],
        }


@require_POST
def retry(request):
    """`repository` is the number of one; without it, all that are in trouble."""
    if not may_run_the_site(request.user):
        raise PermissionDenied
    count = retry_repositories(repositories=_named(request.POST.get("repository")), now=timezone.now())
    if count:
        messages.success(request, _retried(count))
    else:
        messages.info(request, _("Nothing to retry: the trouble is over."))
    return redirect("operators_github")


def _state(now):
    figures = ages(now)
    return {
        "is_configured": figures.is_configured,
        "ages": figures,
        "verdict": figures.verdict(now),
        "stale_after_hours": round(stale_after().total_seconds() / 3600),
        "statuses": [(status.label, count) for status, count in reading.counts_by_status().items()],
        "errors": [(error_label(kind), count) for kind, count in _errors().most_common()],
        "budgets": [budget_card(budget, now) for budget in reading.budgets()],
        "due": reading.count_due(now),
    }


def _errors():
    return reading.counts_by_error() + reading.follow_up_counts_by_error()


def _page(rows, size, number):
    return Paginator(rows, size).get_page(number)


def _named(number):
    if number is None:
        return Repository.objects.all()
    if not number.isascii() or not number.isdecimal():
        raise Http404
    return Repository.objects.filter(pk=number)


def _retried(count):
    text = ngettext(
        "%(count)s repository is due now. The next run of sync_github asks about it.",
        "%(count)s repositories are due now. The next run of sync_github asks about them.",
        count,
    )
    return text % {"count": count}
