"""Reporting something, over HTTP."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pages.addresses import in_language

from .forms import ReportForm
from .models import Report
from .permissions import may_report
from .services import report as report_it
from .subjects import from_reference


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@transaction.atomic
def report(request):
    """`about` names the thing; the page says so when this person has reported it already."""
    kind, subject = _thing(request)
    form = ReportForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        if not form.repeated:
            report_it(
                reporter=request.user,
                kind=kind,
                subject=subject,
                reason=form.cleaned_data["reason"],
                text=form.cleaned_data["text"],
            )
        return redirect(request.get_full_path())
    return TemplateResponse(request, "reports/report.html", _context(request, kind, subject, form))


def _thing(request):
    found = from_reference(request.GET.get("about", ""))
    if found is None or not may_report(request.user, *found):
        raise Http404
    return found


def _context(request, kind, subject, form):
    return {
        "form": form,
        "kind": kind.label,
        "title": kind.title(subject),
        "text": kind.text(subject),
        "back": in_language(kind.address(subject), request.LANGUAGE_CODE),
        "mine": Report.objects.open().about(subject).filter(reporter=request.user).first(),
    }
