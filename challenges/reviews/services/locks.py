"""Everything about one review is done one after the other: who hands in last reveals the scores, once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from challenges.models import ChallengePage
from challenges.proposals.permissions import is_sealed
from challenges.reviews.models import Criterion, Review
from challenges.reviews.standing import Standing, preset_criteria


def lock(challenge, now) -> Standing:
    """The review as it stands, until the transaction ends. What the clock has closed is frozen by the way."""
    page = ChallengePage.objects.select_for_update(of=("self",)).select_related("locale").get(pk=challenge.pk)
    review, _created = Review.objects.get_or_create(challenge=page)
    standing = Standing(page, now)
    standing.review = review
    if review.frozen_at is None and not is_sealed(page, now):
        _freeze(review, page, now)
    return standing


def lock_to_score(challenge, now) -> Standing:
    """The same, while scores may still change."""
    standing = lock(challenge, now)
    if standing.is_sealed:
        raise ValidationError(_("The challenge still takes proposals: nobody opens them before it has closed."))
    if standing.is_revealed:
        raise ValidationError(_("All scores are in and shown to all: nothing can be changed any more."), code="over")
    return standing


def _freeze(review, challenge, now):
    """Where no criteria were set, those count that the challenge's page has announced."""
    closed = challenge.closes_at
    review.frozen_at = closed if closed and closed <= now else now
    review.save(update_fields=["frozen_at"])
    if not Criterion.objects.filter(challenge=challenge).exists():
        for criterion in preset_criteria(challenge):
            criterion.save()
