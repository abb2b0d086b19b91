"""Which needs may be shown: nobody is sent to one that has expired."""

OVER = ("finished", "archived")


def open_needs(project, today):
    """The needs of `project` that have not expired on `today`, a date in Japan. A project that has ended has none."""
    if project.status in OVER:
        return []
    return [need for need in project.details.needs if need.expires_on is None or need.expires_on >= today]
