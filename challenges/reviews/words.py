"""What a challenge is called, and who its officers are."""

from django.contrib.auth import get_user_model
from django.utils.translation import get_language

from challenges.models import ChallengePage


def titles_of(challenge_ids):
    """The reader's titles of these originals, by key."""
    pages = ChallengePage.objects.filter(pk__in=set(challenge_ids)).select_related("locale")
    return {page.original.pk: page.title for page in pages.with_words_in(get_language())}


def title_of(challenge):
    return titles_of([challenge.pk]).get(challenge.pk, challenge.title)


def officers_of(challenge):
    """The people of the municipality's space, by name."""
    above = challenge.path[: -challenge.steplen]
    people = get_user_model().objects.filter(is_active=True, groups__space__page__path=above)
    return people.select_related("profile").order_by("profile__name", "pk").distinct()
