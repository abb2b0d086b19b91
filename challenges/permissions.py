"""Who may do what with a challenge."""

from pages.models import Space


def looks_after(user, challenge):
    """An officer of the municipality that posted the original `challenge`."""
    above = challenge.path[: -challenge.steplen]
    return (
        user.is_authenticated and user.is_active and Space.objects.filter(page__path=above, group__user=user).exists()
    )


def is_programme_office(user):
    """Whoever may add rounds: they run the programme for all municipalities."""
    return user.is_authenticated and user.has_perm("challenges.add_round")


def may_manage(user, challenge):
    """Move it along, answer questions, name reviewers: its officers, and the programme office for them."""
    return looks_after(user, challenge) or is_programme_office(user)
