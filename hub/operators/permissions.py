"""Who may see how the site is doing behind the scenes."""


def may_run_the_site(user):
    """Administrators only: the report names tokens' budgets and lets one make GitHub be asked."""
    return user.is_active and user.is_superuser


def may_see_gallery(user):
    """People who build the site."""
    return user.is_active and user.is_staff
