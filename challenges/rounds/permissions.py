"""Who may prepare rounds."""

from challenges.models import ChallengePage


def may_prepare_rounds(user):
    """Whoever may add rounds: the programme office."""
    return user.has_perm("challenges.add_round")


def challenges_to_copy(found, user) -> list[ChallengePage]:
    """Those of the round `found`, by title, that `user` may write again: of municipalities whose pages they may add."""
    pages = ChallengePage.objects.originals().filter(round=found).order_by("title", "pk")
    may_write: dict[str, bool] = {}
    return [page for page in pages if _may_write_beside(page, user, may_write)]


def _may_write_beside(page, user, known):
    """Asks once for each municipality."""
    above = page.path[: -page.steplen]
    if above not in known:
        known[above] = page.get_parent().permissions_for_user(user).can_add_subpage()
    return known[above]
