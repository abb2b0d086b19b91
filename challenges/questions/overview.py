"""What a person's own page says of questions: those that wait for their answer, and their own."""

from django.utils.translation import gettext as _

from accounts.overview import Part, part
from challenges.permissions import is_programme_office
from challenges.words import titles_of

from .cards import row
from .models import Question

MOST = 20


@part(order=12)
def waiting_for_answers(request):
    """For officers; nothing, where nothing waits. The programme office sees those of all municipalities."""
    waiting = Question.objects.waiting()
    found = waiting if is_programme_office(request.user) else waiting.looked_after_by(request.user)
    rows = _rows(found.longest_waiting_first())
    return Part(_("Questions that wait for an answer"), "questions/rows.html", {"rows": rows}) if rows else None


@part(order=26)
def my_questions(request):
    rows = _rows(Question.objects.filter(asker=request.user).latest_first())
    return Part(_("Your questions about challenges"), "questions/rows.html", {"rows": rows}) if rows else None


def _rows(questions):
    found = list(questions.select_related("challenge__locale")[:MOST])
    titles = titles_of(each.challenge_id for each in found) if found else {}
    return [row(each, titles.get(each.challenge_id, each.challenge.title)) for each in found]
