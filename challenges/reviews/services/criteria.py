"""Setting the criteria, until the challenge closes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.reviews.logs import record
from challenges.reviews.models import Criterion
from challenges.reviews.presets import ALL

from .locks import lock

MOST = 10


@transaction.atomic
def set_criteria(*, challenge, rows, by, now):
    """Put `rows` in the place of what was set: dictionaries of name_ja, name_en, weight, meaning_ja, meaning_en, in
    their order. Raises ValidationError once the challenge has closed, and where the weights do not add up to 100."""
    standing = lock(challenge, now)
    if standing.is_frozen:
        raise ValidationError(
            _("The criteria are frozen since the challenge closed: all proposals are judged by what was announced."),
            code="frozen",
        )
    check_rows(rows)
    Criterion.objects.filter(challenge=standing.challenge).delete()
    for position, row in enumerate(rows, 1):
        criterion = Criterion(challenge=standing.challenge, position=position, **row)
        criterion.full_clean(exclude=["challenge"])
        criterion.save()
    record("criteria", challenge=standing.challenge, by=by, number=len(rows))
    return standing.challenge


def check_rows(rows):
    if not rows:
        raise ValidationError(_("Name at least one criterion."), code="none")
    if len(rows) > MOST:
        raise ValidationError(_("At most %(most)s criteria.") % {"most": MOST}, code="too_many")
    names = [row["name_ja"] for row in rows]
    if len(set(names)) < len(names):
        raise ValidationError(_("Two criteria have the same name."), code="twice")
    total = sum(row["weight"] for row in rows)
    if total != ALL:
        raise ValidationError(
            _("The weights add up to %(total)s %%, and must add up to 100 %%."), params={"total": total}, code="weights"
        )


@transaction.atomic
def freeze_criteria(*, challenge, now):
    """Note that the challenge has closed; nothing for one that has not. Returns whether they are frozen."""
    return lock(challenge, now).review.frozen_at is not None
