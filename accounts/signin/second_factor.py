"""Who has to show a second factor, where, and whether it was shown."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from accounts.permissions import may_edit_pages

from .ways import second_factors_of


def as_in_the_admin(view):
    """Mark a view of the site that shows editors what is confidential: they prove themselves there as in the admin."""
    view.is_as_in_the_admin = True
    return view


def is_as_in_the_admin(view) -> bool:
    return getattr(view, "is_as_in_the_admin", False)


def lacks_second_factor(request) -> bool:
    """Whether the person has to show one and has not: those who may enter the admin, where the setting says so."""
    return settings.ADMIN_NEEDS_SECOND_FACTOR and may_edit_pages(request.user) and not _has_shown_one(request)


def will_have_to_set_one_up(request) -> bool:
    """Whether somebody who becomes an editor is led to setting one up first."""
    if not settings.ADMIN_NEEDS_SECOND_FACTOR or not request.user.is_authenticated:
        return settings.ADMIN_NEEDS_SECOND_FACTOR
    return not (second_factors_of(request.user).exists() or _organization_has_asked(request))


def _has_shown_one(request):
    """In this session: a passkey or an app that the person still has, or a recovery code instead of it; or at the
    organization through which they signed in."""
    shown = any(each.get("method") == "mfa" for each in get_authentication_records(request, request.user))
    return (shown and second_factors_of(request.user).exists()) or _organization_has_asked(request)


def _organization_has_asked(request):
    """Where the settings say so of its server. Administrators answer for the whole site, and show their own."""
    if request.user.is_superuser:
        return False
    those = {each["id"] for each in settings.OIDC_PROVIDERS if each.get("second_factor")}
    records = [each for each in get_authentication_records(request, request.user) if each.get("provider") in those]
    mine = SocialAccount.objects.filter(user=request.user)
    return any(mine.filter(provider=each["provider"], uid=each.get("uid", "")).exists() for each in records)
