"""Who may prepare rounds."""

from challenges.models import ChallengePage
from challenges.permissions import is_programme_office, towns_of

from .models import Round


def may_prepare_rounds(user):
    """Whoever may add rounds: the programme office."""
    return user.has_perm("challenges.add_round")


def challenges_to_copy(found, user) -> list[ChallengePage]:
    """Those of the round `found`, by title, that `user` may write again: of municipalities whose pages they may add."""
    pages = ChallengePage.objects.originals().filter(round=found).order_by("title", "pk")
    may_write: dict[str, bool] = {}
    return [page for page in pages if _may_write_beside(page, user, may_write)]


def challenges_to_post_again(user):
    """Originals in rounds: all for the programme office, for officers those of their own municipalities."""
    in_rounds = ChallengePage.objects.originals().exclude(round=None)
    return in_rounds if is_programme_office(user) else in_rounds.in_towns(towns_of(user))


def rounds_to_post_again(user):
    """The rounds of these challenges, the latest first."""
    return Round.objects.filter(pk__in=challenges_to_post_again(user).order_by().values("round"))


def _may_write_beside(page, user, known):
    """Asks once for each municipality."""
    above = page.path[: -page.steplen]
    if above not in known:
        known[above] = page.get_parent().permissions_for_user(user).can_add_subpage()
    return known[above]
