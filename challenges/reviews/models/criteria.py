"""How a challenge's proposals are judged: the review as a whole, and its criteria."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from challenges.models import ChallengePage
from challenges.reviews.presets import ALL
from pages.names import BilingualName

LONGEST_MEANING = 500


class Review(models.Model):
    """The judging of one challenge (an original). Moments are kept in UTC.

    `frozen_at`: from then on the criteria stay as they are, whatever becomes of the challenge. Before that the clock
    decides: see `standing.is_frozen`. `revealed_at`: from then on all see the scores, and nobody changes them; a
    `closing_reason` says why it was before all had handed in."""

    challenge = models.OneToOneField(ChallengePage, models.CASCADE, related_name="review")
    frozen_at = models.DateTimeField(_("criteria frozen"), null=True, blank=True)
    revealed_at = models.DateTimeField(_("scores shown to all"), null=True, blank=True)
    closing_reason = models.TextField(_("why the scoring was closed early"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                name="review_revealed_after_it_was_frozen",
                condition=models.Q(revealed_at=None) | models.Q(frozen_at__isnull=False),
            )
        ]

    def __str__(self):
        return str(self.challenge)


class Criterion(BilingualName):
    """What is looked at, with its weight in percent. A challenge's weights add up to 100: see `services.criteria`."""

    challenge = models.ForeignKey(ChallengePage, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("position"))
    weight = models.PositiveSmallIntegerField(
        _("weight in percent"), validators=[MinValueValidator(1), MaxValueValidator(ALL)]
    )
    meaning_ja = models.CharField(_("what is looked at, in Japanese"), max_length=LONGEST_MEANING, blank=True)
    meaning_en = models.CharField(_("what is looked at, in English"), max_length=LONGEST_MEANING, blank=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "position"], name="criterion_position_once"),
            models.CheckConstraint(
                name="criterion_weight_is_a_percentage", condition=models.Q(weight__gte=1, weight__lte=ALL)
            ),
        ]

    @property
    def meaning(self):
        """In the reader's language; the Japanese words where there are no English ones."""
        return self.meaning_en if get_language() == "en" and self.meaning_en else self.meaning_ja
