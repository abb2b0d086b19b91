"""What those who run the site do for people who cannot get in."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.notices.services import write_to


@transaction.atomic
def remove_second_factor(*, user) -> int:
    """Remove passkeys, app and recovery codes, and tell the person. Return how many there were."""
    removed, _kinds = Authenticator.objects.filter(user=user).delete()
    if removed:
        with translation.override(user.profile.mail_language):
            path = reverse("mfa_index")
        key = f"second-factor-removed:{timezone.now().isoformat()}"
        write_to(user=user, key=key, template="second_factor_removed", context={"path": path})
    return removed
