"""The queue of moderators in the editors' admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.reports.models import Measure, Report
from projects.bringing.permissions import may_review
from projects.joining.models import Claim
from projects.joining.services import claims as claiming
from projects.permissions import may_decide_claim

from . import reading, services
from .cards import name_of, thing_cards
from .forms import ClaimForm, Decision, DecisionForm, TakeBackForm
from .permissions import may_moderate

A_PAGE = 20
A_FEW = 10


@method_decorator(require_http_methods(["GET", "HEAD"]), name="dispatch")
class Queue(WagtailAdminTemplateMixin, TemplateView):
    """Also drawn again, with what was typed, when a decision could not be taken."""

    page_title = gettext_lazy("Moderation")
    header_icon = "warning"
    template_name = "hub/admin/moderation.html"
    refused = None

    def dispatch(self, request, *args, **kwargs):
        _refuse_others(request)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": reverse_lazy("moderation"), "label": self.page_title}]

    def get_context_data(self, **kwargs):
        page = _page(reading.things(), self.request.GET.get("p"))
        claims = _page(reading.claims(), self.request.GET.get("c"))
        return {
            **super().get_context_data(**kwargs),
            "counts": reading.counts(reviews=may_review(self.request.user)),
            "page": page,
            "cards": thing_cards(page, self.request.user),
            "claims": claims,
            "unanswered": [(each, name_of(each.user)) for each in reading.unanswered()[:A_FEW]],
            "unanswered_count": reading.unanswered().count(),
            "measures": _page(reading.measures(), self.request.GET.get("m"), A_FEW),
            "submitted_url": f"{reverse('wagtailadmin_reports:workflow')}?status=in_progress",
            "refused": self.refused,
        }


@require_POST
def decide(request):
    """On everything that was reported about one thing."""
    _refuse_others(request)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _again(request, form)
    type_id, object_id = form.key()
    reports = Report.objects.filter(content_type=type_id, object_id=object_id)
    try:
        _take(request, form.cleaned_data, reports)
    except services.AlreadyDecidedError:
        messages.info(request, _("Nothing was changed: somebody has decided this in the meantime."))
    except services.AboutOneselfError:
        form.add_error(None, _("You wrote this yourself: another moderator decides on it."))
        return _again(request, form)
    except PermissionDenied:
        form.add_error(None, _("This account cannot be suspended here: an administrator has to do it."))
        return _again(request, form)
    return redirect("moderation")


@require_POST
def decide_claim(request):
    _refuse_others(request)
    form = ClaimForm(request.POST)
    if not form.is_valid():
        return _again(request, form)
    claim = _row(Claim.objects.with_people(), form.cleaned_data["claim"])
    if not may_decide_claim(request.user, claim):
        raise PermissionDenied
    try:
        _take_claim(request, claim, form.cleaned_data)
    except ValidationError as problem:
        form.add_error(None, problem)
        return _again(request, form)
    return redirect("moderation")


@require_POST
def take_back(request):
    _refuse_others(request)
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        raise Http404
    measure = _row(Measure.objects, form.cleaned_data["measure"])
    try:
        services.take_back(moderator=request.user, measure=measure)
    except services.AlreadyDecidedError:
        messages.info(request, _("Nothing was changed: it had been taken back already."))
    else:
        messages.success(request, _("Taken back: “%(title)s” is as it was.") % {"title": measure.title})
    return redirect("moderation")


def _take(request, sent, reports):
    how = {"moderator": request.user, "reports": reports, "note": sent["note"]}
    if sent["decision"] == Decision.DISMISS:
        services.dismiss(**how)
        messages.success(request, _("Left as it is. Those who reported it are told."))
        return
    action = sent["decision"] if sent["decision"] in Measure.Action.values else ""
    services.uphold(**how, action=action)
    messages.success(request, _("Done. Those who reported it are told. What was done can be taken back below."))


def _take_claim(request, claim, sent):
    how = {"claim": claim, "by": request.user, "now": timezone.now(), "note": sent["note"]}
    if sent["decision"] == "approve":
        claiming.approve_claim(**how)
        messages.success(request, _("%(name)s looks after the project from now on.") % {"name": name_of(claim.user)})
    else:
        claiming.reject_claim(**how)
        messages.success(request, _("Refused. The person is told why."))


def _again(request, form):
    """The queue with what was wrong, and the note as it was typed."""
    problems = [problem for found in form.errors.values() for problem in found]
    messages.error(request, " ".join(problems))
    queue = Queue(refused=form)
    queue.setup(request)
    return queue.get(request)


def _row(rows, pk):
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _refuse_others(request):
    if not may_moderate(request.user):
        raise PermissionDenied


def _page(rows, number, a_page=A_PAGE):
    return Paginator(rows, a_page).get_page(number)
