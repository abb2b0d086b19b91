"""A mail to moderators when something has waited for longer than a day, once a day at most."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.notices.services import write_to
from integrations.regular import regular
from projects.bringing.permissions import may_review
from projects.bringing.workflow import reviewers

from .permissions import may_moderate
from .reading import counts, longest_wait

PATIENCE = timedelta(days=1)


@regular("moderation reminders", every=timedelta(hours=1))
def remind_moderators(now):
    """Each of what they can decide on."""
    waiting = {reviews: _what_waits(now, reviews=reviews) for reviews in (True, False)}
    today, told = timezone.localdate(now), 0
    for person in _people():
        context = waiting[may_review(person)]
        if context:
            write_to(user=person, key=f"moderation:{today}", template="moderation_waiting", context=context)
            told += 1
    return f"{told} told" if told else "nothing waits"


def _people():
    found = {person.pk: person for person in (*get_user_model().objects.moderators(), *reviewers())}
    return [person for person in found.values() if may_moderate(person)]


def _what_waits(now, *, reviews):
    since = longest_wait(reviews=reviews)
    if since is None or since > now - PATIENCE:
        return None
    return {"counts": counts(reviews=reviews), "since": since, "path": "/admin/moderation/"}
