"""A mail to moderators when something has waited for longer than a day, once a day at most."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.notices.services import write_to
from integrations.regular import regular

from .reading import counts, oldest

PATIENCE = timedelta(days=1)


@regular("moderation reminders", every=timedelta(hours=1))
def remind_moderators(now):
    since = min((each for each in oldest().values() if each), default=None)
    if since is None or since > now - PATIENCE:
        return "nothing waits"
    context = {"counts": counts(), "since": since, "path": "/admin/moderation/"}
    today = timezone.localdate(now)
    people = list(get_user_model().objects.moderators())
    for person in people:
        write_to(user=person, key=f"moderation:{today}", template="moderation_waiting", context=context)
    return f"{len(people)} told"
