"""The ways in which a person can sign in, and giving one of them up."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.signals import social_account_removed
from django.db import transaction


class OnlyWayInError(Exception):
    """Nobody may lock themselves out."""


@transaction.atomic
def disconnect(*, request, provider, uid):
    """Forget that the signed-in person is this account elsewhere, and tell them by mail.

    Raises OnlyWayInError where they have no password, no passkey and no other account elsewhere."""
    for account in SocialAccount.objects.filter(user=request.user, provider=provider, uid=uid):
        if is_only_way_in(account):
            raise OnlyWayInError
        account.delete()
        social_account_removed.send(sender=SocialAccount, request=request, socialaccount=account)
        get_adapter().send_notification_mail("socialaccount/email/account_disconnected", request.user)


def is_only_way_in(account) -> bool:
    user = account.user
    others = SocialAccount.objects.filter(user=user).exclude(pk=account.pk)
    return not (user.has_usable_password() or others.exists() or passkeys_of(user).exists())


def passkeys_of(user):
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)


def second_factors_of(user):
    """Passkeys and the authenticator app; recovery codes stand in for them and do not count."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
