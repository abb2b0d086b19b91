"""Preparing the next round, in the editors' admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .dates import milestones
from .details import told
from .forms import A_YEAR, NextRoundForm
from .models import Round
from .permissions import challenges_to_copy, may_prepare_rounds
from .services import prepare_next_round


class NextRound(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Prepare the next round")
    header_icon = "date"
    template_name = "challenges/admin/next_round.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_prepare_rounds(request.user):
            raise PermissionDenied
        self.after = get_object_or_404(Round, pk=kwargs["pk"])
        self.page_subtitle = self.after.name
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        rounds = {"url": reverse("wagtailsnippets_challenges_round:list"), "label": _("Rounds")}
        here = {"url": "", "label": self.page_title, "sublabel": self.after.name}
        return [*super().get_breadcrumbs_items(), rounds, here]

    def get_context_data(self, **kwargs):
        dates = [(each.label, told(each)) for each in milestones(self.after)]
        return {"form": self._form(), "dates": dates, **super().get_context_data(**kwargs)}

    def post(self, request, **kwargs):
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            made, number = prepare_next_round(after=self.after, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _told(made, number))
        return redirect("wagtailsnippets_challenges_round:edit", made.pk)

    def _form(self, data=None):
        pages = challenges_to_copy(self.after, self.request.user)
        return NextRoundForm(data, pages=pages, initial={"year": self.after.year + 1, "months": A_YEAR})


def _told(made, number):
    drafts = ngettext("%(number)s challenge is a draft in it.", "%(number)s challenges are drafts in it.", number)
    text = _("“%(round)s” is ready. Look at its dates.") % {"round": made.name}
    return f"{text} {drafts % {'number': number}}" if number else text
