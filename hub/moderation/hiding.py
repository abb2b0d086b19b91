"""How each kind of thing is taken out of sight, and put back as it was.

`hide` returns what `show` needs to know; both are called within a transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from challenges.pilots import services as pilots
from challenges.questions.services import hide_question, show_question
from projects.updates.services import hide_update, show_update

NOT_SHOWN = "［運営が非表示にしました／Hidden by the moderators］"


@dataclass(frozen=True)
class Way:
    hide: Callable
    show: Callable


def _take_project_off(project, by):
    """In every language in which it is published."""
    before = {}
    for page in project.get_translations(inclusive=True).filter(live=True).specific():
        before[str(page.pk)] = page.live_revision_id
        page.unpublish(user=by)
    return {"revisions": before}


def _put_project_back(project, by, before):
    """As it was, not as its latest draft says."""
    for page in project.get_translations(inclusive=True).filter(live=False).specific():
        if str(page.pk) in before["revisions"]:
            revision = page.revisions.filter(pk=before["revisions"][str(page.pk)]).first() or page.save_revision()
            revision.publish(user=by, skip_permission_checks=True)


def _close_need(need, by):
    before = {"closed_at": need.closed_at and need.closed_at.isoformat()}
    need.closed_at = need.closed_at or timezone.now()
    need.save(update_fields=["closed_at"])
    return before


def _open_need(need, by, before):
    need.closed_at = parse_datetime(before["closed_at"]) if before["closed_at"] else None
    need.save(update_fields=["closed_at"])


def _hide_update(update, by):
    before = {"hidden_at": update.hidden_at and update.hidden_at.isoformat()}
    if update.hidden_at is None:
        hide_update(update=update, by=by, now=timezone.now())
    return before


def _show_update(update, by, before):
    if before["hidden_at"] is None:
        show_update(update=update, by=by)


def _close_profile(profile, by):
    before = {"is_public": profile.is_public}
    profile.is_public = False
    profile.save(update_fields=["is_public"])
    return before


def _open_profile(profile, by, before):
    profile.is_public = before["is_public"]
    profile.save(update_fields=["is_public"])


def _cover_message(message, by):
    before = {"text": message.text}
    message.text = NOT_SHOWN
    message.save(update_fields=["text"])
    return before


def _uncover_message(message, by, before):
    message.text = before["text"]
    message.save(update_fields=["text"])


def _hide_question(question, by):
    before = {"hidden_at": question.hidden_at and question.hidden_at.isoformat()}
    hide_question(question=question, now=timezone.now())
    return before


def _show_question(question, by, before):
    if before["hidden_at"] is None:
        show_question(question=question)


def _hide_pilot_update(update, by):
    before = {"hidden_at": update.hidden_at and update.hidden_at.isoformat()}
    pilots.hide_update(update=update, now=timezone.now())
    return before


def _show_pilot_update(update, by, before):
    if before["hidden_at"] is None:
        pilots.show_update(update=update)


WAYS = {
    "project": Way(_take_project_off, _put_project_back),
    "need": Way(_close_need, _open_need),
    "update": Way(_hide_update, _show_update),
    "profile": Way(_close_profile, _open_profile),
    "message": Way(_cover_message, _uncover_message),
    "question": Way(_hide_question, _show_question),
    "pilot_update": Way(_hide_pilot_update, _show_pilot_update),
}
"""By the name of the kind."""
