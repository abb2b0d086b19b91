"""Contributors and bots in the editors' admin."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from integrations.github.bot_list import list_bot, unlist_bot
from integrations.github.people import PersonDecidedError, choose

from . import reading
from .cards import cards_of_choices, cards_of_contributors
from .forms import BotForm, ChoiceForm
from .permissions import may_decide_about_people

A_PAGE = 20


class ForAdministrators(WagtailAdminTemplateMixin, TemplateView):
    def dispatch(self, request, *args, **kwargs):
        _refuse_others(request)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        here = {"url": self.here, "label": self.page_title}
        return [*super().get_breadcrumbs_items(), here]


class Contributors(ForAdministrators):
    page_title = gettext_lazy("Contributors")
    header_icon = "group"
    here = reverse_lazy("people")
    template_name = "hub/admin/people.html"

    def get_context_data(self, **kwargs):
        words = _cleaned(self.request.GET.get("q", ""))
        rows = reading.contributors(words) if words else reading.choices()
        page = _page(rows, self.request.GET.get("p"))
        cards = cards_of_contributors(page, words) if words else cards_of_choices(page)
        return {**super().get_context_data(**kwargs), "words": words, "page": page, "cards": cards}


class Bots(ForAdministrators):
    page_title = gettext_lazy("Bots on GitHub")
    header_icon = "cogs"
    here = reverse_lazy("bots")
    template_name = "hub/admin/bots.html"

    def get_context_data(self, **kwargs):
        page = _page(reading.bots(), self.request.GET.get("p"))
        return {"form": BotForm(), **super().get_context_data(**kwargs), "page": page}

    def post(self, request):
        form = BotForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        bot = list_bot(**form.cleaned_data)
        messages.success(request, _("%(login)s counts as a bot from now on.") % {"login": bot.login})
        return redirect("bots")


@require_POST
def choose_for_a_person(request):
    """`q` is what was searched for, to come back to."""
    _refuse_others(request)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        row = choose(**form.cleaned_data, by_person=False)
    except PersonDecidedError:
        messages.error(request, _("Not changed: the person decided this. Only they can allow more again."))
    else:
        told = {"id": row.github_id, "choice": row.get_choice_display()}
        messages.success(request, _("GitHub id %(id)s: %(choice)s. To undo it, choose again.") % told)
    return redirect(f"{reverse('people')}?{urlencode({'q': request.POST.get('q', '')})}")


@require_POST
def unlist(request):
    _refuse_others(request)
    login = request.POST.get("login", "")
    if unlist_bot(login=login):
        messages.success(request, _("%(login)s is off the list. GitHub's word counts again.") % {"login": login})
    else:
        messages.info(request, _("%(login)s was not on the list.") % {"login": login})
    return redirect("bots")


def _refuse_others(request):
    if not may_decide_about_people(request.user):
        raise PermissionDenied


def _cleaned(words):
    """Also a handle with @, or the address of a profile."""
    return words.strip().rstrip("/").rpartition("/")[2].removeprefix("@").replace("\0", "")[:100]


def _page(rows, number):
    return Paginator(rows, A_PAGE).get_page(number)
