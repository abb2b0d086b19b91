"""Who may see what fits whom."""


def may_see_own_matches(user):
    """Each their own: what fits a person tells of the person."""
    return user.is_authenticated
