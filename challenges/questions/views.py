"""Questions over HTTP: all that are answered, asking one, and the page of one."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from challenges.pages_below import page_below
from challenges.reaching import challenge_at, open_challenge_at, parts_of_address
from pages.listing import listing
from projects.joining.views.pages import say_problem, say_repeated

from .cards import answered, badge_of, row, way_of
from .deadline import check_takes_questions, questions_end_at, takes_questions
from .forms import AnswerForm, DeclineForm, QuestionForm
from .models import Question
from .permissions import is_asker, may_answer, may_ask, may_see_question
from .services import answer_question, ask_question, correct_answer, decline_question, withdraw_question
from .stages import Move, Side, Stage, moves_of

PER_PAGE = 20
MOST_WAITING = 100


@require_safe
def questions(request, municipality, slug):
    """Everybody reads what is answered; officers see also what waits."""
    challenge = open_challenge_at(municipality, slug)
    parts, answers = parts_of_address(challenge), may_answer(request.user, challenge)
    found = listing(
        request,
        challenge.questions.public().newest_first(),
        cards=lambda page: [answered(each, parts=parts if answers else None) for each in page],
        per_page=PER_PAGE,
    )
    asks = takes_questions(challenge, timezone.now())
    return page_below(
        request,
        "questions/all.html",
        challenge,
        _("Questions and answers"),
        listing=found,
        waiting=_waiting(challenge) if answers else [],
        answers=answers,
        ask_url=reverse("question_ask", args=parts) if asks and not answers else "",
        ends_at=questions_end_at(challenge) if asks else None,
    )


def _waiting(challenge):
    waiting = challenge.questions.waiting().select_related("challenge").longest_waiting_first()
    return [row(each) for each in waiting[:MOST_WAITING]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask)
def ask(request, municipality, slug):
    now = timezone.now()  # when it arrived: nothing that takes long makes it late
    challenge = open_challenge_at(municipality, slug)
    if may_answer(request.user, challenge):
        return _closed(request, challenge, _("You answer the questions about this challenge, so you ask none."))
    if request.method == "POST":
        return _ask(request, challenge, now)
    try:
        check_takes_questions(challenge, now)
    except ValidationError as refused:
        return _closed(request, challenge, refused.messages[0])
    return _asking_page(request, challenge, QuestionForm(request=request))


@transaction.atomic
def _ask(request, challenge, now):
    form = QuestionForm(request.POST, request=request)
    if not form.is_valid():
        return _asking_page(request, challenge, form)
    if form.repeated:
        say_repeated(request)
        return redirect(_last_question_of(request.user, challenge))
    try:
        made = ask_question(challenge=challenge, asker=request.user, text=form.cleaned_data["words"], now=now)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _asking_page(request, challenge, form)
    messages.success(request, _("Sent. You get a mail when the municipality has answered."))
    return redirect(_place_of(made))


def _last_question_of(user, challenge):
    made = Question.objects.filter(asker=user, challenge=challenge).latest_first().first()
    return _place_of(made) if made else reverse("questions", args=parts_of_address(challenge))


def _asking_page(request, challenge, form):
    ends_at = questions_end_at(challenge)
    return page_below(request, "questions/ask.html", challenge, _("Ask a question"), form=form, ends_at=ends_at)


def _closed(request, challenge, text):
    url = reverse("questions", args=parts_of_address(challenge))
    return page_below(request, "questions/closed.html", challenge, _("Ask a question"), text=text, all_url=url)


def _place_of(found):
    return reverse("question", args=[*parts_of_address(found.challenge), found.pk])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask)
def question(request, municipality, slug, number):
    """For the person who asked and for those who answer; others are not told that there is one."""
    challenge = challenge_at(municipality, slug)
    found = get_object_or_404(Question.objects.select_related("asker__profile"), pk=number, challenge=challenge)
    found.challenge = challenge
    if not may_see_question(request.user, found):
        raise Http404
    if request.method != "POST":
        return _question_page(request, found)
    if not may_answer(request.user, challenge):
        return _withdraw(request, found)
    return _decline(request, found) if request.POST.get("move") == Move.DECLINE else _answer(request, found)


def _withdraw(request, found):
    if request.POST.get("move") != Move.WITHDRAW:
        messages.error(request, _("Nothing was changed: press the button again."))
        return redirect(_place_of(found))
    try:
        withdraw_question(question=found)
    except ValidationError as refused:
        say_problem(request, refused)
    else:
        messages.success(request, _("Withdrawn. Nobody answers it any more."))
    return redirect(_place_of(found))


@transaction.atomic
def _answer(request, found):
    form = AnswerForm(request.POST, request=request, question=found)
    corrects = request.POST.get("move") == Move.CORRECT
    write = correct_answer if corrects else answer_question
    done = _("Corrected.") if corrects else _("Published. The asker is told by mail.")
    return _take(request, found, form, "answer_form", write, done, ("wording", "answer"))


@transaction.atomic
def _decline(request, found):
    form = DeclineForm(request.POST, request=request)
    done = _("Declined. The asker is told by mail.")
    return _take(request, found, form, "decline_form", decline_question, done, ("reason",))


def _take(request, found, form, name, write, done, fields):
    if not form.is_valid():
        return _question_page(request, found, **{name: form})
    if form.repeated:
        say_repeated(request)
        return redirect(_place_of(found))
    try:
        write(question=found, by=request.user, now=timezone.now(), **{each: form.cleaned_data[each] for each in fields})
    except ValidationError as refused:
        form.add_error(None, refused)
        found.refresh_from_db(fields=["stage", "number", "wording", "answer", "reason", "decided_at", "corrected_at"])
        return _question_page(request, found, **{name: form})
    messages.success(request, done)
    return redirect(_place_of(found))


def _question_page(request, found, answer_form=None, decline_form=None):
    """A form that was refused is shown with its text, also where its move is not open any more."""
    answers = may_answer(request.user, found.challenge)
    moves = moves_of(Side.OFFICERS, found.stage) if answers else []
    if {Move.ANSWER, Move.CORRECT} & set(moves):
        answer_form = answer_form or AnswerForm(request=request, question=found)
    if Move.DECLINE in moves:
        decline_form = decline_form or DeclineForm(request=request)
    return page_below(
        request,
        "questions/question.html",
        found.challenge,
        _("Your question") if is_asker(request.user, found) else _("Question"),
        question=found,
        badges=[badge_of(found)],
        way=way_of(found),
        challenge_parts=parts_of_address(found.challenge),
        answers=answers,
        is_mine=is_asker(request.user, found),
        shows_text=not (answers and found.stage == Stage.WITHDRAWN),
        answer_form=answer_form,
        decline_form=decline_form,
        withdraws=not answers and found.stage == Stage.WAITING,
    )
