"""A round, and its dates."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from pages.names import BilingualName

from .dates import LABELS, check_order
from .querysets import RoundQuerySet


class Round(BilingualName):
    """A season of challenges, as in 2019年度下期.

    Its dates are a plan for all its challenges; when one opens and closes stands in the challenge itself. Moments are
    kept in UTC and typed and shown in Japan's time; days are Japan's. A date that nobody has set is NULL."""

    slug = models.SlugField(_("slug"), unique=True)
    year = models.PositiveSmallIntegerField(
        _("fiscal year"), help_text=_("The year in which it begins, April to March.")
    )
    opens_at = models.DateTimeField(LABELS["opens_at"], null=True, blank=True)
    questions_end_at = models.DateTimeField(
        LABELS["questions_end_at"],
        null=True,
        blank=True,
        help_text=_("Until then questions about a challenge can be asked."),
    )
    closes_at = models.DateTimeField(LABELS["closes_at"], null=True, blank=True)
    screening_ends_on = models.DateField(LABELS["screening_ends_on"], null=True, blank=True)
    pilots_begin_on = models.DateField(LABELS["pilots_begin_on"], null=True, blank=True)
    pilots_end_on = models.DateField(LABELS["pilots_end_on"], null=True, blank=True)
    reports_due_on = models.DateField(LABELS["reports_due_on"], null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = RoundQuerySet.as_manager()

    panels = [
        FieldPanel("name_ja"),
        FieldPanel("name_en"),
        FieldPanel("slug"),
        FieldPanel("year"),
        MultiFieldPanel(
            [FieldPanel(name) for name in LABELS],
            heading=_("Dates (Japan time)"),
            help_text=_("Leave empty what is not decided. What stands here is in the public calendar."),
        ),
    ]

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-year", "slug"]
        constraints = [
            models.CheckConstraint(
                name=name,
                condition=Q(**{first: None}) | Q(**{second: None}) | Q(**{f"{second}__gte": F(first)}),
                violation_error_message=_("The dates of the round are not in their order."),
            )
            for name, first, second in [
                ("round_closes_after_it_opens", "opens_at", "closes_at"),
                ("round_ends_questions_before_it_closes", "questions_end_at", "closes_at"),
                ("round_ends_pilots_after_they_begin", "pilots_begin_on", "pilots_end_on"),
            ]
        ]

    def clean(self):
        super().clean()
        check_order(self)
