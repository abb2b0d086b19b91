"""Forgetting what signing in leaves behind: sessions that have ended, and accounts whose address nobody confirmed."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session

from accounts.profiles.deletion import delete_account
from integrations.regular import regular

TIME_TO_CONFIRM = timedelta(days=30)


@regular("ended sessions", every=timedelta(days=1))
def forget_ended_sessions(now):
    """Those of unfinished sign-ups hold addresses and names."""
    count, _by_model = Session.objects.filter(expire_date__lt=now).delete()
    return f"{count} forgotten"


@regular("accounts never confirmed", every=timedelta(days=1))
def forget_accounts_never_confirmed(now):
    """The address may be somebody else's, who never wanted to be here and might want to sign up."""
    found = list(get_user_model().objects.never_confirmed(before=now - TIME_TO_CONFIRM))
    for user in found:
        delete_account(user=user)
    return f"{len(found)} forgotten"
