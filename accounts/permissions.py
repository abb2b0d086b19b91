"""Who may do what with an account."""

from allauth.socialaccount.models import SocialAccount

from .provider import GitHub, is_configured


def may_see_own_account(user):
    return user.is_authenticated


def may_connect_github(user):
    """Whoever is signed in, where the site has an OAuth App."""
    return user.is_authenticated and is_configured()


def has_github(user):
    return SocialAccount.objects.filter(user=user, provider=GitHub.id).exists()


def may_choose_for(user, github_id):
    """For an account on GitHub that the person has proved to be theirs."""
    mine = SocialAccount.objects.filter(user=user, provider=GitHub.id, uid=str(github_id))
    return user.is_authenticated and mine.exists()


def may_edit_pages(user):
    """Whoever looks after a space, or the whole site."""
    return user.has_perm("wagtailadmin.access_admin")


def may_moderate(user):
    """Decide on reports, claims and submitted projects."""
    return user.is_authenticated and user.has_perm("reports.moderate")
