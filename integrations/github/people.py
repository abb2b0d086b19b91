"""What is told of a person: by that person's or an administrator's choice, for good, by GitHub id."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from .claims import discard_answers_under_way
from .clock import Clock
from .models import Contribution, Contributor, ContributorChoice, FollowUp
from .rows import announce

Choice = ContributorChoice.Choice

READ_AGAIN_A_DAY = 1000
_STRICTNESS = {Choice.SHOWN: 0, Choice.ANONYMISED: 1, Choice.REMOVED: 2}
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that is kept of one account on GitHub. `login` is empty where it is not known, or not kept.

    `contributions` come with their repository and its latest snapshot, whose `contributors_observed_at` dates them;
    the most commits come first.
    """

    github_id: int
    login: str
    is_bot: bool
    choice: ContributorChoice | None
    contributions: Sequence[Contribution]


class PersonDecidedError(Exception):
    """The person chose to be told less of. Nobody else may undo that."""


def choose(*, github_id: int, choice: str, by_person: bool, clock: Clock | None = None) -> ContributorChoice:
    """Keep the choice, and do at once what it says. It may be made before the account is ever seen.

    Anonymised: the handle is forgotten, the contributions stay. Removed: both are deleted. The counts of people stay
    GitHub's, because a number is nobody. What was forgotten comes back when GitHub's lists are read again, which is
    queued here: in the next run, or READ_AGAIN_A_DAY repositories a day where nobody knows any more which they are.

    A person may choose anything. Raises PersonDecidedError for an administrator's choice (`by_person` false) that is
    looser than the person's own. A stricter one is kept; where the person had asked for something, it still stands
    as the person's, so that only they can undo it.
    """
    now = (clock or Clock()).now()
    wanted = Choice(choice)
    with transaction.atomic():
        discard_answers_under_way()
        before = ContributorChoice.objects.select_for_update().filter(github_id=github_id).first()
        if before is not None and not by_person:
            if wanted not in open_to_administrators(before):
                raise PersonDecidedError(f"The person with GitHub id {github_id} chose: {before.choice}.")
            by_person = before.by_person and before.choice != Choice.SHOWN
        row, _created = ContributorChoice.objects.update_or_create(
            github_id=github_id, defaults={"choice": wanted, "by_person": by_person, "chosen_at": now}
        )
        _carry_out(row, Choice(before.choice) if before else Choice.SHOWN, now)
    return row


def open_to_administrators(made: ContributorChoice | None) -> list[Choice]:
    """What they may still choose: all that is no looser than what the person asked for."""
    least = _STRICTNESS[Choice(made.choice)] if made and made.by_person else 0
    return [choice for choice, strictness in _STRICTNESS.items() if strictness >= least]


def kept_of(github_id: int) -> Kept:
    """Three queries, whatever there is."""
    contributor = Contributor.objects.filter(github_id=github_id).first()
    theirs = Contribution.objects.filter(contributor=contributor).select_related("repository__latest_snapshot")
    return Kept(
        github_id=github_id,
        login=contributor.login if contributor else "",
        is_bot=contributor is not None and contributor.kind == Contributor.Kind.BOT,
        choice=ContributorChoice.objects.filter(github_id=github_id).first(),
        contributions=list(theirs.order_by("-commits", "repository__full_name")) if contributor else [],
    )


def choices_of(github_ids: Collection[int]) -> dict[int, ContributorChoice]:
    """Those that were made, by GitHub id."""
    ids = sorted(github_ids)
    found: dict[int, ContributorChoice] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = ContributorChoice.objects.filter(github_id__in=ids[start : start + _AT_ONCE])
        found |= {row.github_id: row for row in rows}
    return found


def read_contributors_again(*, of: Collection[int] | None, at: datetime, a_day: int = READ_AGAIN_A_DAY) -> None:
    """Queue the lists of contributors of these repositories (primary keys), None for all, to be read in full
    although nothing moved: about so many a day."""
    follow_ups = FollowUp.objects.filter(kind=FollowUp.Kind.CONTRIBUTORS)
    if of is not None:
        follow_ups = follow_ups.filter(repository__in=of)
    days = -(-follow_ups.update(etag="") // a_day)
    for day in range(days):
        when = at + timedelta(days=day)
        later = follow_ups.alias(part=F("repository_id") % days).filter(Q(due_at=None) | Q(due_at__gt=when), part=day)
        later.update(due_at=when)


def _carry_out(row: ContributorChoice, before: Choice, now: datetime) -> None:
    people = Contributor.objects.filter(github_id=row.github_id)
    theirs = Contribution.objects.filter(contributor__github_id=row.github_id)
    concerned = list(theirs.values_list("repository", flat=True))
    if row.choice == Choice.REMOVED:
        people.delete()
    elif row.choice == Choice.ANONYMISED:
        people.update(login="")
    if before == Choice.REMOVED and row.choice != Choice.REMOVED:
        read_contributors_again(of=None, at=now)
    elif row.choice == Choice.SHOWN and before != Choice.SHOWN:
        read_contributors_again(of=concerned, at=now)
    announce(concerned)
