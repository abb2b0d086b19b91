"""Needs over HTTP: the page of a project's owners, and the links in their mails."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from projects.joining.addresses import project_at
from projects.models import Need
from projects.pages_below import page_below
from projects.permissions import may_ask_for_help, may_manage

from . import services
from .answers import read_answer
from .forms import ChoiceForm, NeedForm
from .rules import KEPT_DAYS, MOST_OPEN

CLOSED_SHOWN = 30
DONE = {
    "renew": gettext_lazy("Renewed: it is asked for until the day that you see."),
    "close": gettext_lazy("Closed. If that was a mistake, open it again below."),
    "reopen": gettext_lazy("It is open again."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_for_help)
def needs(request, slug):
    """What is asked for, what nobody has confirmed, what was closed; and the form to ask with."""
    project = _managed(request, slug)
    if request.method == "POST":
        return _ask(request, project)
    return _needs_page(request, project, NeedForm(request=request))


@transaction.atomic
def _ask(request, project):
    form = NeedForm(request.POST, request=request)
    if form.is_valid() and _done(form, services.ask_for_help, project=project, by=request.user):
        messages.success(request, _("Now it stands on the project’s page, and in the search."))
        return redirect("needs", project.slug)
    return _needs_page(request, project, form)


def _needs_page(request, project, form):
    today = timezone.localdate()
    rows = list(project.needs.not_closed().order_by("expires_on", "pk").select_related("region__parent"))
    shown = [need for need in rows if need.is_open_on(today)]
    closed = project.needs.closed()
    return page_below(
        request,
        "needs/needs.html",
        project,
        _("Ask for help"),
        form=form,
        open_ones=shown,
        hidden=[need for need in rows if not need.is_open_on(today)],
        closed=closed[:CLOSED_SHOWN],
        more_closed=max(closed.count() - CLOSED_SHOWN, 0),
        most=MOST_OPEN,
        days=KEPT_DAYS,
        room=len(shown) < MOST_OPEN,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_for_help)
def need(request, slug, number):
    """Change one."""
    project = _managed(request, slug)
    found = get_object_or_404(Need.objects.select_related("region__parent", "project"), pk=number, project=project)
    if request.method == "POST":
        return _change(request, project, found)
    return _need_page(request, project, found, NeedForm(request=request, need=found))


@transaction.atomic
def _change(request, project, found):
    form = NeedForm(request.POST, request=request, need=found)
    if form.is_valid() and _done(form, services.change_need, need=found, by=request.user):
        messages.success(request, _("Changed, and confirmed as of today."))
        return redirect("needs", project.slug)
    return _need_page(request, project, found, form)


def _need_page(request, project, found, form):
    return page_below(request, "needs/need.html", project, _("Change a need"), need=found, form=form)


@never_cache
@require_POST
@user_passes_test(may_ask_for_help)
def choose(request, slug, number):
    """The buttons beside a need: renew, close, open again."""
    project = _managed(request, slug)
    found = get_object_or_404(Need.objects.select_related("project"), pk=number, project=project)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        messages.success(request, str(_move(found, form.cleaned_data["move"], request.user)))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(f"{reverse('needs', args=[project.slug])}#need-{found.pk}")


@csrf_exempt  # the signed link is the proof; whoever opens it in a mail program may have no cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token, move):
    """Renew or close from a mail. Opening the page changes nothing, for mail scanners open every link."""
    found = read_answer(token)
    if found is None:
        raise Http404
    problem = ""
    if request.method == "POST" and request.POST.get("move") in found.moves:
        try:
            _move(found.need, request.POST["move"], found.user)
            return redirect("need_answer", token, move)
        except ValidationError as error:
            problem = error.messages[0]
    context = {"need": found.need, "answer": found, "move": move, "problem": problem, "days": KEPT_DAYS}
    status = 409 if problem else 200
    return page_below(
        request, "needs/answer.html", found.need.project, _("Is it still needed?"), status=status, **context
    )


def _move(found, move, user):
    if move == "close":
        services.close(need=found, by=user, now=timezone.now())
    else:
        {"renew": services.renew, "reopen": services.reopen}[move](need=found, by=user)
    return DONE[move]


def _managed(request, slug):
    project = project_at(slug)
    if not may_manage(request.user, project):
        raise PermissionDenied
    return project


def _done(form, write, **about):
    """Whether it is done, now or when the same form was sent before; what is refused is said in the form."""
    try:
        if not form.repeated:
            write(**about, **form.values())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
