"""Leaving for good."""

from functools import partial

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.users.models import UserProfile

from accounts.notices.services import write_to
from accounts.personal_data import prepare_deletion
from integrations.mail.models import Letter
from integrations.mail.services import erase_letters_to

from .traces import erase_traces


@transaction.atomic
def delete_account(*, user, by_administrator=False):
    """Delete the account and what hangs on it, now and for good; a last mail says so.

    Other mail to the person goes too, sent or not: it tells of what is no more."""
    user = get_user_model().objects.select_for_update().get(pk=user.pk)
    prepare_deletion(user)
    _drop_letters(user)
    _drop_picture(user)
    erase_traces(user)
    context = {"by_administrator": by_administrator}
    write_to(user=user, key="account-deleted", template="account_deleted", context=context)
    user.delete()


def _drop_letters(user):
    for address in {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}:
        Letter.objects.filter(to__iexact=address, sent_at=None, given_up_at=None).delete()
        erase_letters_to(address=address, now=timezone.now())


def _drop_picture(user):
    """That of the editors' admin: its row goes with the account, and its file once that is certain."""
    for kept in UserProfile.objects.filter(user=user).exclude(avatar=""):
        transaction.on_commit(partial(kept.avatar.storage.delete, kept.avatar.name))
