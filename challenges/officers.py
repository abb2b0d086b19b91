"""The people behind a challenge: whom to write to about it."""

from django.contrib.auth import get_user_model
from django.db.models import Q


def officers_of(challenge):
    """Active officers of the municipality that posted the original `challenge`, by number."""
    above = challenge.path[: -challenge.steplen]
    return _people().filter(groups__space__page__path=above).distinct()


def programme_office():
    """Active people who may add rounds; administrators where nobody was given the right."""
    right = {"content_type__app_label": "challenges", "codename": "add_round"}
    by_group = Q(**{f"groups__permissions__{name}": value for name, value in right.items()})
    by_person = Q(**{f"user_permissions__{name}": value for name, value in right.items()})
    found = _people().filter(by_group | by_person).distinct()
    return found if found.exists() else _people().filter(is_superuser=True)


def whom_to_tell(challenge) -> list:
    """The officers; where a municipality has none, the programme office."""
    return list(officers_of(challenge)) or list(programme_office())


def _people():
    return get_user_model().objects.filter(is_active=True).select_related("profile").order_by("pk")
