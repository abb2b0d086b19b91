"""What became of a challenge: its facts, the code, data and documents that came out of it, and who changed it when."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from challenges.models import ChallengePage
from projects.models import web_address

from .licences import Licence
from .querysets import OutcomeQuerySet

LONGEST_TEXT = 5_000
LONGEST_LINE = 500
DIGITS, PLACES = 16, 4
TEXTS = ("solution", "result", "why", "reuse")
LINES = ("measure", "unit", "cost_covers")
WORDS = (*TEXTS, *LINES)
HAS_CONTACT = ~Q(contact_department="") | ~Q(contact_email="") | ~Q(contact_url="")
WENT_OTHERWISE = Q(solved__isnull=False, solved__in=["partly", "no"]) | Q(adopted__isnull=False, adopted="not")
"""Neither is unknown, which in SQL would make it unknown whether the row may stand."""


def text():
    return models.TextField(blank=True, max_length=LONGEST_TEXT)


def line(longest=LONGEST_LINE):
    return models.CharField(blank=True, max_length=longest)


def figure():
    return models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)


class Outcome(models.Model):
    """The outcome of one challenge (an original). What is unknown is NULL, and a text that is unknown is empty.

    Words are there in Japanese and, where somebody wrote them, in English: see `words`. `observed_on` is the day, in
    Japan, as of which all of it is true; moments are kept in UTC. Without `published_at` it is a draft, which only the
    people of the challenge see. `corrected_at` is when readers last saw it change, None while it stands as it was
    published. `version` grows with every change, so that two people do not undo each other's."""

    class Solved(models.TextChoices):
        YES = "yes", pgettext_lazy("outcome", "solved")
        PARTLY = "partly", pgettext_lazy("outcome", "partly solved")
        NO = "no", pgettext_lazy("outcome", "not solved")

    class Adopted(models.TextChoices):
        PROCURED = "procured", pgettext_lazy("outcome", "adopted by procurement")
        FREE = "free", pgettext_lazy("outcome", "adopted, free of charge")
        NOT = "not", pgettext_lazy("outcome", "not adopted")

    challenge = models.OneToOneField(ChallengePage, models.CASCADE, related_name="told_outcome")
    solved = models.CharField(_("solved"), max_length=6, choices=Solved, null=True, blank=True)
    adopted = models.CharField(_("adopted"), max_length=8, choices=Adopted, null=True, blank=True)
    solution_ja, solution_en = text(), text()
    result_ja, result_en = text(), text()
    measure_ja, measure_en = line(), line()
    unit_ja, unit_en = line(40), line(40)
    before, goal, after = figure(), figure(), figure()
    cost_yen = models.BigIntegerField(_("cost in yen"), null=True, blank=True, validators=[MinValueValidator(0)])
    cost_covers_ja, cost_covers_en = line(), line()
    why_ja, why_en = text(), text()
    reuse_ja, reuse_en = text(), text()
    observed_on = models.DateField(_("as of"), null=True, blank=True)
    contact_department = models.CharField(_("department"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_url = models.URLField(_("web address"), max_length=LONGEST_LINE, blank=True, validators=[web_address])
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, db_index=True)
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )

    wagtail_reference_index_ignore = True  # it belongs to its challenge, which nobody deletes for that

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.CheckConstraint(
                name="outcome_costs_no_less_than_nothing", condition=Q(cost_yen=None) | Q(cost_yen__gte=0)
            ),
            models.CheckConstraint(
                name="outcome_published_tells_enough",
                condition=Q(published_at=None) | (~Q(result_ja="") & Q(observed_on__isnull=False) & HAS_CONTACT),
            ),
            models.CheckConstraint(
                name="outcome_published_says_why_it_went_otherwise",
                condition=Q(published_at=None) | ~Q(why_ja="") | ~WENT_OTHERWISE,
            ),
            models.CheckConstraint(
                name="outcome_corrected_after_it_was_published",
                condition=Q(corrected_at=None) | Q(corrected_at__gte=F("published_at")),
            ),
            models.CheckConstraint(
                name="outcome_says_what_was_measured",
                condition=Q(before=None, goal=None, after=None) | ~Q(measure_ja=""),
            ),
            models.CheckConstraint(
                name="outcome_knows_these_answers",
                condition=(Q(solved=None) | Q(solved__in=["yes", "partly", "no"]))
                & (Q(adopted=None) | Q(adopted__in=["procured", "free", "not"])),
            ),
        ]

    def __str__(self):
        return self.challenge.title

    def words(self, name):
        """(text, language that it is in): the reader's where it was written, else the other one."""
        order = ("en", "ja") if get_language() == "en" else ("ja", "en")
        return next(((said, each) for each in order if (said := getattr(self, f"{name}_{each}"))), ("", order[0]))


class OutcomeLink(models.Model):
    """Code, data or a document that came out of it. `licence` is empty where nobody has said."""

    class Kind(models.TextChoices):
        CODE = "code", pgettext_lazy("outcome", "code")
        DATA = "data", pgettext_lazy("outcome", "data")
        DOCUMENT = "document", pgettext_lazy("outcome", "document")

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="links")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=LONGEST_LINE, validators=[web_address])
    licence = models.CharField(_("licence"), max_length=30, choices=Licence, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("result that others can use")
        verbose_name_plural = _("results that others can use")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "place"], name="outcome_link_has_its_place"),
            models.CheckConstraint(
                name="outcome_link_is_of_a_kind", condition=Q(kind__in=["code", "data", "document"])
            ),
        ]

    def __str__(self):
        return self.title


class OutcomeChange(models.Model):
    """One line of an outcome's log, which only grows: who changed which fields when. It keeps no words."""

    class Move(models.TextChoices):
        SAVED = "saved", pgettext_lazy("outcome", "saved as a draft")
        PUBLISHED = "published", pgettext_lazy("outcome", "published")
        CHANGED = "changed", pgettext_lazy("outcome", "changed")

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="changes")
    move = models.CharField(max_length=9, choices=Move)
    fields = models.JSONField(default=list, help_text="Names of the fields that changed.")
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of an outcome")
        verbose_name_plural = _("changes of outcomes")
        ordering = ["-pk"]

    def __str__(self):
        return self.get_move_display()
