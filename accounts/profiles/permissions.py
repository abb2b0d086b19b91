"""Who may see a person's page."""


def may_see_page_of(user, profile):
    """Anybody, where the person wants it and may still come in; the person, to see how it looks."""
    return profile.has_page or (user.is_authenticated and user.pk == profile.user_id)
