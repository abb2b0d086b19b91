"""The mails about joining. Each goes out once: its key says what it is about."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from accounts.notices.services import write_to

from .querysets import owners_of
from .words import name_of, title_of


def of_asking(request, message):
    """To each owner; where there is none, to the moderators."""
    owners = list(owners_of(request.project))
    context = {**_about(request), "message": message.text, "need": request.need, "is_orphaned": not owners}
    if owners:
        _send(owners, f"join:{request.pk}:asked", "asked", **context)
    else:
        _send(get_user_model().objects.moderators(), moderators_key(request), "asked", **context)


def of_message_to_owners(request, message):
    key = f"join-message:{message.pk}"
    _send(owners_of(request.project), key, "written_back", **_about(request), message=message.text)


def of_message_to_asker(request, message):
    context = {**_about(request), "message": message.text, "by": name_of(message.author)}
    _send([request.user], f"join-message:{message.pk}", "answered", **context)


def of_decision(request, words):
    context = {**_about(request), "message": words, "by": name_of(request.decided_by)}
    _send([request.user], f"join:{request.pk}:decided", str(request.stage), **context)


def of_waiting(request, *, level, days):
    """To owners who have not answered: one for each level, whatever happens in between."""
    key = f"join:{request.pk}:reminder:{_round(request)}:{level}"
    _send(owners_of(request.project), key, "reminder", **_about(request), days=days)


def of_silence(request, *, days):
    """The owners stay silent: the moderators hear of it once, and the asker is told as it is."""
    context = {**_about(request), "days": days, "is_orphaned": not owners_of(request.project).exists()}
    _send(get_user_model().objects.moderators(), moderators_key(request), "silent_owners", **context)
    _send([request.user], f"join:{request.pk}:silence:{_round(request)}", "silence", **context)


def moderators_key(request):
    return f"join:{request.pk}:moderators"


def of_role(membership, entry, *, by):
    context = {**_of_project(membership.project, "project_members"), "by": name_of(by)}
    _send([membership.user], f"joining:{entry.pk}", "role", **context, role=membership.get_role_display)


def of_removal(project, user, entry, *, reason):
    _send([user], f"joining:{entry.pk}", "removed", **_of_project(project), reason=reason)


def of_orphaning(project, entry):
    """To those who stay behind without an owner."""
    people = [each.user for each in project.memberships.with_people().filter(user__is_active=True)]
    _send(people, f"joining:{entry.pk}", "orphaned", **_of_project(project, "project_claim"))


def of_offer(handover):
    context = {**_of_project(handover.project, "project_handover"), "by": name_of(handover.offered_by)}
    _send([handover.offered_to], f"handover:{handover.pk}:offered", "offered", **context)


def of_offer_decided(handover):
    """To whoever offered."""
    context = {**_of_project(handover.project, "project_members"), "by": name_of(handover.offered_to)}
    _send([handover.offered_by], f"handover:{handover.pk}:{handover.state}", f"offer_{handover.state}", **context)


def of_offer_taken_back(handover):
    context = {**_of_project(handover.project, "project_members"), "by": name_of(handover.offered_by)}
    _send([handover.offered_to], f"handover:{handover.pk}:withdrawn", "offer_withdrawn", **context)


def of_claim(claim):
    context = {**_of_project(claim.project), "by": name_of(claim.user), "reason": claim.reason}
    path = _path("claim", claim.project.slug, claim.pk)
    _send(get_user_model().objects.moderators(), f"claim:{claim.pk}:opened", "claimed", **{**context, "path": path})


def of_claim_decided(claim, *, waiting=0):
    place = "project_members" if claim.state == "approved" else ""
    context = {**_of_project(claim.project, place), "note": claim.note, "waiting": waiting}
    _send([claim.user], f"claim:{claim.pk}:decided", f"claim_{claim.state}", **context)


def _send(people, key, template, **context):
    for person in people:
        if person.is_active:
            write_to(user=person, key=key, template=f"joining/{template}", context=context)


def _about(request):
    return {
        **_of_project(request.project),
        "path": _path("join_request", request.project.slug, request.pk),
        "asker": name_of(request.user),
    }


def _of_project(project, place=""):
    """`path` leads to `place`, or to the project itself. Templates call functions: each reader has an own language."""
    path = _path(place, project.slug) if place else project.address
    return {
        "project": lambda: title_of(project),
        "path": path,
        "project_path": project.address,
        "search_path": lambda: f"{reverse('search')}?kind=need",
    }


def _path(place, *parts):
    return lambda: reverse(place, args=parts)


def _round(request):
    """Every time that the asker writes, the owners' clock starts anew."""
    return int(request.waits_for_owner_since.timestamp())
