"""Who may decide about contributors."""


def may_decide_about_people(user):
    """Administrators only: a choice holds for the whole site, and the search finds people by name."""
    return user.is_active and user.is_superuser
