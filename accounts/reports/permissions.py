"""Who may report what."""


def may_report(user, kind, subject):
    """Whoever is signed in, and may see it."""
    return user.is_authenticated and kind.may_see(user, subject)
