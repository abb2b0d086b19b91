"""Who may do what with an account."""


def may_see_own_account(user):
    return user.is_authenticated
