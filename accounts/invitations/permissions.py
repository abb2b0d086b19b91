"""Who may see and change who looks after a space."""

from accounts.permissions import may_moderate

from .querysets import is_of


def may_look_after_all_spaces(user):
    """Invite the first person of any space: moderators, administrators, and whom an administrator gave the right to."""
    return may_moderate(user) or (user.is_authenticated and user.has_perm("invitations.look_after_all_spaces"))


def may_see_people(user, space):
    return is_of(user, space) or may_look_after_all_spaces(user)


def may_invite(user, space):
    """Whoever looks after a space chooses the colleagues."""
    return may_see_people(user, space)


def may_remove(user, space, person):
    """Another person: whoever goes by themselves leaves."""
    return user.pk != person.pk and may_see_people(user, space)


def may_leave(user, space):
    return is_of(user, space)
