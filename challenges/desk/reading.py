"""The challenges of somebody's desk: those of their municipalities, or of all, drafts among them."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges.cards import stage_badge
from challenges.models import ChallengePage
from challenges.permissions import is_programme_office, towns_of
from challenges.querysets import WORK
from challenges.stages import Stage
from challenges.todo import Todo, todos_of
from pages.cards import Badge

from .steps import editor

HEADINGS = {
    "taking": gettext_lazy("Take proposals now"),
    "deciding": gettext_lazy("Wait for a decision"),
    "trying": gettext_lazy("Are tried, or begin soon"),
    "writing": gettext_lazy("Are written, or wait for their opening"),
    "over": gettext_lazy("Are over"),
}


class Row(NamedTuple):
    """A challenge on the list. `editor` is empty where the reader has no form for it."""

    title: str
    url: str
    town: str
    round: str
    badges: list[Badge]
    closes_at: object
    todos: list[Todo]
    editor: str
    work: str


class Group(NamedTuple):
    heading: str
    rows: list[Row]


def challenges_at_the_desk_of(user):
    """Originals, published or not."""
    challenges = ChallengePage.objects.originals().with_town()
    return challenges if is_programme_office(user) else challenges.in_towns(towns_of(user))


def rows_of(challenges, user, now) -> list[Row]:
    """Of challenges `with_town()` and `by_work()`, in their order; what waits is gathered for all at once."""
    challenges = list(challenges)
    todos = todos_of(challenges, now)
    paths = set(towns_of(user).values_list("path", flat=True)) if challenges else set()
    return [_row(each, todos[each.pk], _may_edit(each, user, paths), now) for each in challenges]


def grouped(rows) -> list[Group]:
    """In the order of the work; groups without a challenge are left out."""
    found = [(HEADINGS[work], [row for row in rows if row.work == work]) for work in WORK]
    return [Group(str(heading), inside) for heading, inside in found if inside]


def _may_edit(challenge, user, paths):
    return user.is_superuser or challenge.path[: -challenge.steplen] in paths


def _row(challenge, todos, may_edit, now):
    stage, town = challenge.stage_at(now), challenge.town
    return Row(
        title=challenge.title if challenge.live else challenge.draft_title or challenge.title,
        url=reverse("challenge_desk", args=[town["slug"], challenge.slug]),
        town=town["title"],
        round=challenge.round.name if challenge.round else "",
        badges=[stage_badge(stage)] if challenge.live else [Badge(_("draft"), "warn")],
        closes_at=challenge.closes_at if challenge.live and stage == Stage.OPEN else None,
        todos=todos,
        editor=editor(challenge) if may_edit else "",
        work=WORK[challenge.rank],
    )
