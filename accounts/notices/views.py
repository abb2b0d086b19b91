"""Notices and what one follows, over HTTP."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import user_passes_test
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from .cards import followed_groups, notice_cards, stopped_kinds
from .following import MOST_FOLLOWS, TooManyFollowsError, follow, unfollow
from .forms import FollowForm, PacesForm, UnfollowForm
from .models import Follow, Notice
from .permissions import may_follow, may_see_notices
from .services import choose_paces, gets_mails, mark_all_read, stop
from .targets import followable_topics
from .tokens import read_token

PER_PAGE = 30


@never_cache
@user_passes_test(may_see_notices)
def notices(request):
    mine = Notice.objects.filter(user=request.user)
    page = Paginator(mine.newest_first(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"cards": notice_cards(page), "page": page, "unread": mine.unread().count()}
    return TemplateResponse(request, "notices/index.html", context)


@never_cache
@require_POST
@user_passes_test(may_see_notices)
def all_read(request):
    mark_all_read(user=request.user)
    return redirect("notices")


@never_cache
@user_passes_test(may_see_notices)
def choices(request):
    form = PacesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        choose_paces(user=request.user, paces=form.cleaned_data)
        messages.success(request, _("Saved. It holds from now on, also for what waits to be told."))
        return redirect("notice_choices")
    return TemplateResponse(request, "notices/choices.html", {"form": form}, status=400 if form.is_bound else 200)


@never_cache
@user_passes_test(may_follow)
def following(request):
    follows = list(Follow.objects.filter(user=request.user).order_by("kind", "-since", "-pk"))
    undo = FollowForm({name: request.GET.get(name, "") for name in ("kind", "target", "name")})
    context = {
        "groups": followed_groups(follows),
        "count": len(follows),
        "most": MOST_FOLLOWS,
        "topics": followable_topics(follows) if len(follows) < MOST_FOLLOWS else [],
        "undo": undo if "kind" in request.GET and undo.is_valid() else None,
    }
    return TemplateResponse(request, "notices/following.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_follow)
def follow_thing(request):
    """A form with one button for those who come by a link; its sending."""
    form = FollowForm(request.POST if request.method == "POST" else request.GET)
    if request.method != "POST" or not form.is_valid():
        is_wrong = not form.is_valid()
        context = {"form": form, "followed": getattr(form, "found", None), "next": _next(request)}
        return TemplateResponse(request, "notices/follow.html", context, status=400 if is_wrong else 200)
    try:
        follow(user=request.user, **form.cleaned_data)
    except TooManyFollowsError:
        messages.error(
            request,
            _("You follow %(count)s things already. Leave out some of them first.") % {"count": MOST_FOLLOWS},
        )
        return redirect("following")
    messages.success(request, _followed(form))
    return redirect(_next(request) or "following")


def _followed(form):
    name = {"name": form.cleaned_data["name"] or form.found.name}
    if form.cleaned_data["kind"] == Follow.Kind.SEARCH:
        return _("The search “%(name)s” is saved. You hear of what is new in it.") % name
    return _("You follow “%(name)s” now.") % name


@never_cache
@require_POST
@user_passes_test(may_follow)
def unfollow_thing(request):
    """Back to where the button was; on the page of all follows with a way to undo it."""
    form = UnfollowForm(request.POST)
    gone = unfollow(user=request.user, **form.cleaned_data) if form.is_valid() else None
    if _next(request):
        is_search = form.cleaned_data.get("kind") == Follow.Kind.SEARCH
        messages.success(
            request, _("The search is not saved any more.") if is_search else _("You do not follow it any more.")
        )
        return redirect(_next(request))
    address = reverse("following", query={**form.cleaned_data, "name": gone.name} if gone else None)
    return redirect(address)


def _next(request):
    """Where to go on, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mails(request, token):
    """One click ends mails, without a sign-in and without a cookie: mail programs send it themselves (RFC 8058).

    A link that is merely opened changes nothing: programs look at links before people do."""
    known = read_token(token)
    if known is None:
        return TemplateResponse(request, "notices/stop_unknown.html", status=404)
    number, what = known
    user = get_user_model().objects.filter(pk=number).first()
    is_done = request.method == "POST"
    if user and is_done:
        stop(user=user, what=what)
    is_over = user is None or not gets_mails(user=user, what=what)
    context = {"what": stopped_kinds(what), "is_done": is_done, "is_over": is_over}
    return TemplateResponse(request, "notices/stop.html", context)
