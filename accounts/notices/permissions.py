"""Who may do what with follows and notices."""


def may_follow(user):
    """Whoever has an account, for themselves."""
    return user.is_authenticated


def may_see_notices(user):
    """One's own."""
    return user.is_authenticated
