"""Who may do what with a project."""

from accounts.permissions import may_moderate

from .joining.models import Membership
from .joining.standing import has_owner


def role_in(user, project):
    """The role of `user` in the original `project`, None for strangers."""
    if not user.is_authenticated:
        return None
    return Membership.objects.filter(project=project, user=user).values_list("role", flat=True).first()


def is_member(user, project):
    return role_in(user, project) is not None


def is_owner(user, project):
    return role_in(user, project) == Membership.Role.OWNER


def may_manage(user, project):
    """Decide who joins, ask for help, change what the page says: owners, and moderators for them."""
    return is_owner(user, project) or may_moderate(user)


def may_ask_to_join(user):
    """Whoever is signed in; whether it has a use is said on the page."""
    return user.is_authenticated


def may_claim(user):
    return user.is_authenticated


def may_see_request(user, request):
    """The person who asks, and those who decide."""
    return user.is_authenticated and (user.pk == request.user_id or may_manage(user, request.project))


def may_see_members(user, project):
    return is_member(user, project) or may_moderate(user)


def may_change_member(user, membership):
    """Owners decide about everybody but each other, and may step down; moderators decide in a quarrel."""
    if membership.role == Membership.Role.OWNER and membership.user_id != user.pk:
        return may_moderate(user)
    return may_manage(user, membership.project)


def may_remove_member(user, membership):
    """Nobody removes themselves: they leave."""
    return membership.user_id != user.pk and may_change_member(user, membership)


def may_see_claim(user, claim):
    return user.is_authenticated and (user.pk == claim.user_id or may_moderate(user))


def may_decide_claim(user, claim):
    """A moderator, but not about the own one."""
    return may_moderate(user) and user.pk != claim.user_id


def is_claimable(project):
    return not has_owner(project)


def may_ask_for_help(user):
    """Whoever is signed in may ask for the page; who may manage the project is asked there."""
    return user.is_authenticated


def may_write_updates(user, project):
    """Everybody in the project tells what it does."""
    return is_member(user, project) or may_moderate(user)


def may_change_update(user, update, *, writes=None):
    """The own one; whoever manages the project hides it instead. A list says once whether the reader `writes`."""
    if update.author_id != user.pk:
        return False
    return may_write_updates(user, update.project) if writes is None else writes


def may_hide_update(user, update):
    return may_manage(user, update.project)
