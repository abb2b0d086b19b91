"""Input of people who ask and of officers who answer."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.sending.limits import Limit
from projects.joining.forms import Words, check_length

from .stages import Move

MANY = (Limit(60, timedelta(hours=1)), Limit(300, timedelta(days=1)))
"""Officers may have many to answer."""


class QuestionForm(Words):
    purpose = "question"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Your question")
        self.fields["words"].help_text = _(
            "One question at a time. Do not write who you are or what you plan: it is published with its answer."
        )


def _move(move):
    """Which of the forms on a page was sent."""
    return forms.CharField(required=False, initial=str(move), widget=forms.HiddenInput({"id": None}))


def _text(label, help_text, rows=6):
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea({"rows": rows}), validators=[check_length]
    )


class AnswerForm(Defended):
    purpose = "question-answer"
    a_person = MANY
    takes_time = False  # a short answer may be pasted

    wording = _text(
        _("The question, as it is published"),
        _("Shorten it, or make it neutral, where it would give the asker away. The asker is told what you changed."),
        4,
    )
    answer = _text(_("Answer"), _("Everybody reads it. Plain text; addresses become links."))

    def __init__(self, *args, question, **kwargs):
        first = {"wording": question.wording or question.text, "answer": question.answer}
        super().__init__(*args, initial=first, **kwargs)
        self.fields["move"] = _move(Move.CORRECT if question.answer else Move.ANSWER)

    def clean_wording(self):
        return _one_kind_of_line_break(self.cleaned_data["wording"])

    def clean_answer(self):
        return _one_kind_of_line_break(self.cleaned_data["answer"])


class DeclineForm(Defended):
    purpose = "question-decline"
    a_person = MANY
    takes_time = False

    reason = _text(
        _("Why it is not answered"),
        _("The asker reads this in a mail, for example that the question is not about this challenge."),
        3,
    )
    move = _move(Move.DECLINE)

    def clean_reason(self):
        return _one_kind_of_line_break(self.cleaned_data["reason"])


def _one_kind_of_line_break(text):
    return text.replace("\r\n", "\n")
