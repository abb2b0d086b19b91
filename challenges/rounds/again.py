"""Posting the challenges of a round again, in another one: by officers their own, by the programme office all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges.permissions import may_have_a_desk
from pages.metadata import metadata_for_view

from .forms import PostAgainForm
from .models import Round
from .permissions import challenges_to_post_again, rounds_to_post_again
from .services import post_again


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@transaction.atomic
def post_challenges_again(request):
    """`?after=` names the round whose challenges are shown; else it is the latest one."""
    if not may_have_a_desk(request.user):
        raise Http404
    rounds = list(rounds_to_post_again(request.user))
    after = _chosen(request, rounds)
    form = _form(request, after) if after and Round.objects.exclude(pk=after.pk).exists() else None
    if request.method == "POST" and form and form.is_valid():
        return _copied(request, form)
    return _page(request, rounds, after, form)


def _chosen(request, rounds):
    wished = request.GET.get("after")
    if not wished:
        return rounds[0] if rounds else None
    return get_object_or_404(Round, slug=wished, pk__in=[each.pk for each in rounds])


def _form(request, after):
    pages = challenges_to_post_again(request.user).filter(round=after).with_town().order_by("title", "pk")
    return PostAgainForm(request.POST or None, request=request, after=after, pages=pages)


def _copied(request, form):
    into = form.cleaned_data["into"]
    if form.repeated:
        messages.info(request, _("That was sent before. Nothing was done twice."))
    else:
        number = post_again(challenges=form.cleaned_data["challenges"], into=into, by=request.user)
        said = ngettext(
            "%(number)s draft is in “%(round)s” now. Look it over, and hand it in.",
            "%(number)s drafts are in “%(round)s” now. Look them over, and hand them in.",
            number,
        )
        messages.success(request, said % {"number": number, "round": into.name})
    return redirect("challenges_desk")


def _page(request, rounds, after, form):
    title = _("Post challenges again")
    trail = [(_("My challenges"), reverse("challenges_desk"))]
    context = {
        "title": title,
        "metadata": metadata_for_view(title=title, path=request.path, trail=trail, here=title),
        "rounds": rounds,
        "after": after,
        "form": form,
    }
    return TemplateResponse(request, "challenges/post_again.html", context)
