"""What challenges are called in a mail or on a page, in the language that is active."""

from django.utils.translation import get_language

from .models import ChallengePage


def titles_of(challenge_ids) -> dict[int, str]:
    """The reader's titles of these originals, by key."""
    pages = ChallengePage.objects.filter(pk__in=set(challenge_ids)).select_related("locale")
    return {page.original.pk: page.title for page in pages.with_words_in(get_language())}


def title_of(challenge) -> str:
    return titles_of([challenge.pk]).get(challenge.pk, challenge.title)
