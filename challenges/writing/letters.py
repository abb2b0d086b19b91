"""Mails about challenges on their way from a draft to the site. Each goes out once: its key says what it is about."""

from django.urls import reverse

from accounts.notices.services import write_to
from pages.addresses import in_language, without_language
from projects.joining.words import name_of

from .approval import ColleagueApprovalState, colleagues
from .office import people_of_the_office


def to_look_at(task_state, *, by):
    """To whoever can decide now, but not to the one who handed it in or passed it on."""
    page = _page_of(task_state)
    is_for_colleagues = isinstance(task_state, ColleagueApprovalState)
    people = colleagues(page).select_related("profile") if is_for_colleagues else people_of_the_office()
    asked_by = task_state.workflow_state.requested_by
    context = {"by": name_of(asked_by), "is_for_colleagues": is_for_colleagues}
    _send(people.exclude(pk=by.pk) if by else people, page, f"{task_state.pk}:to_look_at", "to_look_at", context)


def of_decision(task_state, *, by, template):
    """To whoever handed it in: what was decided, by whom, and their comment."""
    page = _page_of(task_state)
    context = {"by": name_of(by), "comment": task_state.comment}
    _send(_submitters(task_state.workflow_state, besides=by), page, f"{task_state.pk}:{template}", template, context)


def of_ending(workflow_state, *, by):
    """The workflow was ended by hand: the page was published past it, or taken back."""
    page = workflow_state.content_object.specific
    context = {"by": name_of(by), "is_published": page.live and not page.has_unpublished_changes}
    _send(_submitters(workflow_state, besides=by), page, f"workflow:{workflow_state.pk}:ended", "ended", context)


def _page_of(task_state):
    return task_state.workflow_state.content_object.specific


def _submitters(workflow_state, *, besides):
    """Whoever began, and whoever handed it in again."""
    again = ColleagueApprovalState.objects.filter(workflow_state=workflow_state).exclude(submitted_by=None)
    people = {each.submitted_by_id: each.submitted_by for each in again.select_related("submitted_by__profile")}
    if workflow_state.requested_by:
        people[workflow_state.requested_by_id] = workflow_state.requested_by
    return [person for key, person in people.items() if besides is None or key != besides.pk]


def _send(people, page, key, template, context):
    """Paths lead to pages in the language of whoever reads the mail."""
    admin_path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for person in people:
        if not person.is_active:
            continue
        path = in_language(without_language(page.get_url() or "/"), person.profile.mail_language)
        told = {**context, "title": page.draft_title, "admin_path": admin_path, "path": path, "is_live": page.live}
        write_to(user=person, key=f"challenge:{key}", template=f"writing/{template}", context=told)
