"""Questions about a challenge, and their answers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.models import ChallengePage

from .querysets import QuestionQuerySet
from .stages import Stage

LONGEST_TEXT = 5000


class Question(models.Model):
    """Somebody asks about a challenge (an original). Moves from stage to stage stand in `stages.py`.

    `text` is what the asker wrote, `wording` what is published of it. `number` is what visitors call it (Q1, Q2 …),
    given with the answer and never to another. Who asked is kept so that they can be told and can withdraw, and is
    shown to nobody."""

    challenge = models.ForeignKey(ChallengePage, models.CASCADE, related_name="questions", verbose_name=_("challenge"))
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="questions_asked"
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.WAITING)
    text = models.TextField(_("question"), max_length=LONGEST_TEXT)
    asked_at = models.DateTimeField(_("asked"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    wording = models.TextField(_("question as published"), blank=True, max_length=LONGEST_TEXT)
    answer = models.TextField(_("answer"), blank=True, max_length=LONGEST_TEXT)
    reason = models.TextField(_("why it is not answered"), blank=True, max_length=LONGEST_TEXT)
    decided_at = models.DateTimeField(_("answered or declined"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(_("reminders sent"), default=0)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="question_number_once"),
            models.CheckConstraint(
                name="question_answered_has_all_of_it",
                condition=models.Q(stage=Stage.ANSWERED, number__isnull=False, decided_at__isnull=False)
                & ~models.Q(wording="")
                & ~models.Q(answer="")
                | ~models.Q(stage=Stage.ANSWERED) & models.Q(number=None),
            ),
        ]
        indexes = [models.Index(fields=["stage", "asked_at"], name="question_waiting")]

    def __str__(self):
        return self.text[:60]

    @property
    def is_reworded(self):
        return bool(self.wording) and self.wording != self.text
