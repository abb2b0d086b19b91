"""Who may do what with a challenge."""

from django.apps import apps

from pages.models import Space

from .stages import Hand


def looks_after(user, challenge):
    """An officer of the municipality that posted the original `challenge`."""
    above = challenge.path[: -challenge.steplen]
    return (
        user.is_authenticated and user.is_active and Space.objects.filter(page__path=above, group__user=user).exists()
    )


def is_programme_office(user):
    """Whoever may add rounds: they run the programme for all municipalities."""
    return user.is_authenticated and user.is_active and user.has_perm("challenges.add_round")


def may_manage(user, challenge):
    """Move it along, answer questions, name reviewers: its officers, and the programme office for them."""
    return looks_after(user, challenge) or is_programme_office(user)


def may_have_a_desk(user):
    """Whoever looks after the challenges of a town, or of all."""
    if not user.is_authenticated or not user.is_active:
        return False
    return is_programme_office(user) or towns_of(user).exists()


def towns_of(user):
    """The pages, originals, of the municipalities whose space the user is in."""
    pages = Space.objects.filter(group__user=user).values("page")
    return apps.get_model("challenges.MunicipalityPage").objects.originals().filter(pk__in=pages)


def hands_of(user) -> tuple[Hand, ...]:
    """By whose hands somebody moves challenges that they may manage, as the table of stages calls them; None is the
    clock."""
    if user is None:
        return (Hand.CLOCK,)
    return (Hand.OFFICER, Hand.OFFICE) if is_programme_office(user) else (Hand.OFFICER,)
