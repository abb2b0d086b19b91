"""The people of a project: who is in it, what waits for them, leaving."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from projects.joining.addresses import project_at
from projects.joining.cards import member_row, person_of, request_for_owners
from projects.joining.forms import RemovalForm, RoleForm, ShownForm
from projects.joining.models import Handover, JoinRequest, Membership
from projects.joining.services import change_role, choose_shown, leave_project, remove_member
from projects.permissions import (
    may_ask_to_join,
    may_change_member,
    may_manage,
    may_remove_member,
    may_see_members,
    role_in,
)

from .pages import page, say_problem, say_repeated

MOST = 200


@never_cache
@user_passes_test(may_ask_to_join)
def members(request, slug):
    project = project_at(slug)
    if not may_see_members(request.user, project):
        raise PermissionDenied
    rows = list(Membership.objects.filter(project=project).active().with_people().owners_first())
    mine = next((each for each in rows if each.user_id == request.user.pk), None)
    manages = may_manage(request.user, project)
    return page(
        request,
        "members",
        project,
        _("Members and requests") if manages else _("Members"),
        manages=manages,
        waiting=_waiting(project) if manages else [],
        rows=[member_row(each, _url_to_change(request.user, project, each, manages)) for each in rows[:MOST]],
        more=len(rows[MOST:]),
        mine=mine,
        is_orphaned=not any(each.role == Membership.Role.OWNER for each in rows),
        handover=Handover.objects.open().filter(project=project).first(),
        shown_form=ShownForm(initial={"is_shown": mine.is_shown}) if mine else None,
    )


def _waiting(project):
    asked = JoinRequest.objects.open().of_active_people().filter(project=project).with_people().longest_waiting_first()
    return [request_for_owners(each) for each in asked.prefetch_related("messages")[:MOST]]


def _url_to_change(user, project, membership, manages):
    """No query for each row: who manages may change whoever is no owner, and themselves."""
    if not manages or (membership.role == Membership.Role.OWNER and not may_change_member(user, membership)):
        return ""
    return reverse("project_member", args=[project.slug, membership.pk])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_to_join)
def member(request, slug, number):
    project = project_at(slug)
    if request.method == "POST" and _has_gone(number) and may_manage(request.user, project):
        messages.info(request, _("Nothing was changed: this person has left the project."))
        return redirect("project_members", project.slug)
    membership = get_object_or_404(Membership.objects.with_people(), pk=number, project=project)
    if not may_change_member(request.user, membership):
        raise PermissionDenied
    if request.method == "POST" and "role" in request.POST:
        return _change_role(request, membership)
    if request.method == "POST":
        return _remove(request, membership)
    return _member_page(request, membership)


def _has_gone(number):
    return not Membership.objects.filter(pk=number).exists()


def _member_page(request, membership, role_form=None, removal_form=None):
    person = person_of(membership.user, membership.get_role_display())
    removes = may_remove_member(request.user, membership)
    return page(
        request,
        "member",
        membership.project,
        person.name,
        person=person,
        since=membership.since,
        role_form=role_form or RoleForm(initial={"role": membership.role}),
        removal_form=(removal_form or RemovalForm(request=request)) if removes else None,
    )


def _change_role(request, membership):
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _member_page(request, membership, role_form=form)
    try:
        change_role(membership=membership, role=form.cleaned_data["role"], by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error("role", error)
        return _member_page(request, membership, role_form=form)
    messages.success(request, _("Saved. The person is told by mail."))
    return redirect(_after_change(request.user, membership.project))


@transaction.atomic
def _remove(request, membership):
    if not may_remove_member(request.user, membership):
        raise PermissionDenied
    form = RemovalForm(request.POST, request=request)
    if not form.is_valid():
        return _member_page(request, membership, removal_form=form)
    if form.repeated:
        say_repeated(request)
        return redirect("project_members", membership.project.slug)
    try:
        remove_member(membership=membership, reason=form.cleaned_data["words"], by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _member_page(request, membership, removal_form=form)
    messages.success(request, _("Removed. The person is told by mail."))
    return redirect("project_members", membership.project.slug)


def _after_change(user, project):
    """Who has stepped down may still see the members."""
    return reverse("project_members", args=[project.slug]) if role_in(user, project) else project.address()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_to_join)
def leave(request, slug):
    mine = _own_membership(request.user, slug)
    if request.method == "POST":
        return _leave(request, mine)
    others = Membership.objects.filter(project=mine.project).other_than(mine)
    is_last_owner = mine.role == Membership.Role.OWNER and not others.owners().exists()
    return page(
        request,
        "leave",
        mine.project,
        _("Leave the project"),
        is_last_owner=is_last_owner,
        others=others.count(),
        waiting=JoinRequest.objects.open().filter(project=mine.project).count() if is_last_owner else 0,
    )


def _leave(request, mine):
    try:
        leave_project(membership=mine, now=timezone.now())
    except ValidationError as error:
        say_problem(request, error)
    else:
        messages.success(request, _("You have left the project."))
    return redirect(mine.project.address())


@require_POST
@user_passes_test(may_ask_to_join)
def show_oneself(request, slug):
    mine = _own_membership(request.user, slug)
    form = ShownForm(request.POST)
    if form.is_valid():
        choose_shown(membership=mine, is_shown=form.cleaned_data["is_shown"])
        messages.success(request, _("Saved. The project’s page shows it from now on."))
    return redirect("project_members", mine.project.slug)


def _own_membership(user, slug):
    mine = Membership.objects.filter(project=project_at(slug), user=user).select_related("project__locale").first()
    if mine is None:
        raise PermissionDenied
    return mine
