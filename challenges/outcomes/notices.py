"""Outcomes as news, for those who follow the region, a topic or a project of the challenge."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from accounts.notices.following import notify_followers
from accounts.notices.kinds import NoticeKind, register
from accounts.notices.models import Follow, Pace
from accounts.notices.services import Words
from accounts.notices.standing import hidden_of, without_those_there
from challenges.models import ChallengePage
from challenges.notices import around
from challenges.words import title_of
from integrations.regular.appointments import enqueue_on_commit
from projects.followers import itself
from projects.models import ProjectPage

from .models import Outcome, OutcomeChange

KIND = "challenge_outcome"
LONGEST = 300
ANSWERS = {"solved", "adopted"}
"""What else is corrected is no news."""

register(
    NoticeKind(
        KIND,
        gettext_lazy("What came of challenges"),
        gettext_lazy("The outcome of a challenge is told, and you follow its region, its topic or a project of it."),
        Pace.WEEKLY,
    )
)


def tell_of_change_on_commit(change: OutcomeChange) -> None:
    """Followers hear of what is published, and when it turns out to be solved or adopted after all, or not."""
    is_news = change.move == OutcomeChange.Move.PUBLISHED or (
        change.move == OutcomeChange.Move.CHANGED and not ANSWERS.isdisjoint(change.fields)
    )
    if is_news and Follow.objects.exists():
        enqueue_on_commit(tell_of_change, change.pk)


@task()
def tell_of_change(change_id: int) -> None:
    """Each follower once, however often this is done."""
    change = OutcomeChange.objects.select_related("outcome__challenge__locale").filter(pk=change_id).first()
    if change is None or not _seen(Outcome.objects.filter(pk=change.outcome_id)).exists():
        return
    challenge = change.outcome.challenge
    working = ProjectPage.objects.for_visitors().filter(challenge_links__challenge=challenge)
    notify_followers(
        of=[*(each for project in working for each in itself(project)), *around(challenge)],
        kind=KIND,
        key=f"outcome:{change.outcome_id}:{change.pk}",
        words=lambda: _words(change.outcome),
        url=f"{challenge.get_url()}#outcome",
        happened_at=change.changed_at,
    )


def _words(outcome):
    solved = Outcome.Solved(outcome.solved).label if outcome.solved else _("not known whether it is solved")
    about = {"challenge": title_of(outcome.challenge), "solved": solved}
    result = " ".join(outcome.words("result")[0].split())
    return Words(_("%(challenge)s: what came of it (%(solved)s)") % about, Truncator(result).chars(LONGEST))


@hidden_of(KIND)
def hidden_outcomes(keys):
    """Those of challenges that visitors see no more."""
    numbers = {key: key.split(":")[1] for key in keys if key.count(":") == 2}
    hidden = without_those_there([f"outcome:{number}" for number in numbers.values()], "outcome", _there)
    return {key for key, number in numbers.items() if f"outcome:{number}" in hidden}


def _there(found):
    numbers = [each for each in found if each.isdecimal()]
    return _seen(Outcome.objects.filter(pk__in=numbers)).values_list("pk", flat=True)


def _seen(outcomes):
    return outcomes.published().filter(challenge__in=ChallengePage.objects.for_visitors())
