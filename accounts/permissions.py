"""Who may do what with an account."""


def may_see_own_account(user):
    return user.is_authenticated


def may_edit_pages(user):
    """Whoever looks after a space, or the whole site."""
    return user.has_perm("wagtailadmin.access_admin")
