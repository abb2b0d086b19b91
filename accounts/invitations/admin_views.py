"""Who looks after a space, in the editors' admin."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from pages.models import Space

from . import services
from .cards import former_rows, invitation_rows, people_rows
from .forms import InviteForm, SearchForm, words_of
from .models import Invitation
from .permissions import may_invite, may_leave, may_look_after_all_spaces, may_remove, may_see_people
from .querysets import all_spaces, people_of
from .words import name_of, title_of

A_PAGE = 50


@method_decorator(require_http_methods(["GET", "HEAD"]), name="dispatch")
class Spaces(WagtailAdminTemplateMixin, TemplateView):
    """All of them, for those who invite the first person of each."""

    page_title = gettext_lazy("Spaces and their people")
    header_icon = "group"
    template_name = "invitations/admin/spaces.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_look_after_all_spaces(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": reverse("spaces"), "label": self.page_title}]

    def get_context_data(self, **kwargs):
        form = SearchForm(self.request.GET)
        page = Paginator(all_spaces(form.words()), A_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "form": form, "words": form.words(), "page": page}


class OfSpace(WagtailAdminTemplateMixin, TemplateView):
    """A page about the people of one space."""

    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        self.space = _space(request.user, kwargs["pk"])
        self.page_subtitle = title_of(self.space)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        people = {"url": _people(self.space), "label": pgettext("space", "People"), "sublabel": self.page_subtitle}
        return [*super().get_breadcrumbs_items(), people]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "space": self.space, "title": self.page_subtitle}


class Question(OfSpace):
    """Asked on a page of its own before somebody goes."""

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
@method_decorator(transaction.atomic, name="post")
class People(OfSpace):
    """Who is there, who is invited, and the form that invites."""

    page_title = pgettext_lazy("space", "People")
    template_name = "invitations/admin/people.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        people = people_rows(self.space, self.request.user)
        return {
            "form": InviteForm(request=self.request, initial={"language": get_language()}),
            **context,
            "people": people,
            "is_mine": any(each.is_oneself for each in people),
            "invitations": invitation_rows(self.space, timezone.now()),
            "former": former_rows(self.space),
        }

    def post(self, request, pk):
        if not may_invite(request.user, self.space):
            raise PermissionDenied
        form = InviteForm(request.POST, request=request)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if form.repeated:
            messages.info(request, _("This form came twice; nothing was sent a second time."))
            return redirect("space_people", pk)
        return self._invite(request, form)

    def _invite(self, request, form):
        values = {name: form.cleaned_data[name] for name in ("email", "language")}
        try:
            invitation, is_new = services.invite(space=self.space, by=request.user, now=timezone.now(), **values)
        except ValidationError as problem:
            form.add_error("email", problem)
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _told(invitation, is_new))
        return redirect("space_people", self.space.pk)


def _told(invitation, is_new):
    if is_new:
        return _("Invited: a mail goes to %(address)s.") % {"address": invitation.email}
    return _("%(address)s was invited already: the mail is sent once more.") % {"address": invitation.email}


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class Leave(Question):
    page_title = gettext_lazy("Leave this space")
    template_name = "invitations/admin/leave.html"

    def get_context_data(self, **kwargs):
        if not may_leave(self.request.user, self.space):
            raise PermissionDenied
        others = people_of(self.space).exclude(pk=self.request.user.pk).exists()
        return {**super().get_context_data(**kwargs), "is_last": not others}

    def post(self, request, pk):
        if not may_leave(request.user, self.space):
            raise PermissionDenied
        try:
            services.leave_space(space=self.space, user=request.user, now=timezone.now())
        except ValidationError as problem:
            messages.info(request, words_of(problem))
        else:
            text = _("You no longer look after “%(space)s”. What you wrote stays.")
            messages.success(request, text % {"space": self.page_subtitle})
        return redirect("account_index")


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class Remove(Question):
    page_title = gettext_lazy("Take somebody out")
    template_name = "invitations/admin/remove.html"

    def dispatch(self, request, *args, **kwargs):
        space = _space(request.user, kwargs["pk"])
        there = Q(groups=space.group_id) | Q(space_memberships__space=space)  # now, or once
        self.person = get_object_or_404(get_user_model().objects.filter(there).distinct(), pk=kwargs["person"])
        if not may_remove(request.user, space, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "name": name_of(self.person)}

    def post(self, request, pk, person):
        try:
            services.remove_from_space(space=self.space, user=self.person, by=request.user, now=timezone.now())
        except ValidationError as problem:
            messages.info(request, words_of(problem))
        else:
            text = _("%(name)s no longer looks after this space, and is told by mail.")
            messages.success(request, text % {"name": name_of(self.person)})
        return redirect("space_people", pk)


@require_POST
def resend(request, pk, invitation):
    done = _("The mail is sent once more, with a new link; the one before works no longer.")
    return _change(request, pk, invitation, services.resend, done)


@require_POST
def withdraw(request, pk, invitation):
    return _change(request, pk, invitation, services.withdraw_invitation, _("The invitation is withdrawn."))


def _change(request, pk, invitation, change, done):
    space = _space(request.user, pk)
    if not may_invite(request.user, space):
        raise PermissionDenied
    found = get_object_or_404(Invitation.objects.select_related("space"), pk=invitation, space=space)
    try:
        change(invitation=found, by=request.user, now=timezone.now())
    except ValidationError as problem:
        messages.warning(request, words_of(problem))
    else:
        messages.success(request, done)
    return redirect("space_people", pk)


def _space(user, pk):
    """Whoever may not see it does not learn whether there is one."""
    space = Space.objects.select_related("page", "group").filter(pk=pk).first()
    if space is None and may_look_after_all_spaces(user):
        return get_object_or_404(Space, pk=pk)
    if space is None or not may_see_people(user, space):
        raise PermissionDenied
    return space


def _people(space):
    return reverse("space_people", args=[space.pk])
