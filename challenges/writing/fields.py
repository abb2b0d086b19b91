"""What a municipality is asked besides the problem and the goal: how many suffer it, what was tried, what it costs."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .completeness import standing_of
from .similar import similar_challenges

MOST_AFFECTED = 150_000_000
"""More than live in Japan: a larger number is a slip of the hand."""

MOST_YEN = 100_000_000_000


class BudgetKind(models.TextChoices):
    NONE = "none", pgettext_lazy("budget", "no money from the municipality")
    UP_TO = "up_to", pgettext_lazy("budget", "up to an amount")
    FIXED = "fixed", pgettext_lazy("budget", "a fixed amount")
    UNDECIDED = "undecided", pgettext_lazy("budget", "not decided yet")


KINDS_WITH_AMOUNT = (BudgetKind.UP_TO, BudgetKind.FIXED)


class WrittenInParts(models.Model):
    """The parts of a challenge that its form guides through. What is empty, or None, is not known."""

    affected_number = models.PositiveIntegerField(
        _("how many"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_AFFECTED)],
    )
    affected_counted = models.CharField(_("what is counted"), max_length=200, blank=True)
    tried = models.TextField(_("what was tried"), blank=True)
    goal_measure = models.TextField(_("how the goal is measured"), blank=True)
    budget_kind = models.CharField(_("kind of budget"), max_length=10, choices=BudgetKind, blank=True)
    budget_yen = models.PositiveBigIntegerField(
        _("amount in yen"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_YEN)],
    )
    after_pilot = models.TextField(_("what happens after the pilot"), blank=True)
    is_open_source = models.BooleanField(_("the result will be open source"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def standing(self):
        """How complete it is; None for a translation, whose facts stand elsewhere."""
        return standing_of(self) if self.is_original else None

    @property
    def similar_elsewhere(self):
        """What others have made of the same thing; nothing for a translation."""
        return similar_challenges(self) if self.is_original else []


def _within(field, most, name):
    return models.CheckConstraint(
        name=name,
        condition=models.Q((field, None)) | models.Q((f"{field}__gte", 1), (f"{field}__lte", most)),
        violation_error_message=_("This number cannot be right. Leave the field empty where it is not known."),
    )


CONSTRAINTS = [
    _within("affected_number", MOST_AFFECTED, "challenge_affects_a_possible_number"),
    _within("budget_yen", MOST_YEN, "challenge_budget_is_possible"),
]
