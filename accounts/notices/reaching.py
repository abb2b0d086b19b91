"""Whom we may write to: those who have proved that the address is theirs. All others get the confirmation alone."""

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef


def reachable():
    """People with an open account and a proved address."""
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), email__iexact=OuterRef("email"), verified=True)
    return get_user_model().objects.filter(Exists(proved), is_active=True)


def has_proved_address(user):
    """Whether a mail that concerns the account may go there, be the account open or closed."""
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()
