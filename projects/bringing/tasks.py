"""What is asked of GitHub in the background for somebody who fills in the form."""

import logging

from django_tasks import task

from integrations.github.clock import Clock
from integrations.github.errors import NotConfiguredError, OutOfBudgetError
from integrations.github.models import Repository, Status
from integrations.github.services import queue_repositories
from integrations.github.streams import connect_all, run_streams

from .models import Submission
from .proposals import from_repository

logger = logging.getLogger(__name__)
Reading = Submission.Reading


@task()
def read_repository(submission_id: int) -> str:
    """Ask GitHub about the repository of this draft, and propose what it says. Returns how that went."""
    submission = Submission.objects.filter(pk=submission_id).exclude(repository=None).first()
    if submission is None:
        return "there is no such draft any more"
    reading = _ask(submission.repository_id)
    return settle(submission_id, reading)


def settle(submission_id: int, unless_known: str) -> str:
    """Propose what is known by now of the draft's repository; else note why nothing is."""
    from .services import note_reading, take_what_github_says  # they enqueue the task above

    submission = Submission.objects.select_related("repository").filter(pk=submission_id).first()
    if submission is None or submission.repository is None:
        return "there is no such draft any more"
    reading = reading_of(submission.repository) or unless_known
    if reading == Reading.READ:
        take_what_github_says(submission=submission, proposed=_proposed(submission.repository_id))
    else:
        note_reading(submission_id=submission_id, reading=reading)
    return reading


def reading_of(repository: Repository) -> str | None:
    """What its row tells; None while GitHub has not been asked or has not answered."""
    if repository.status == Status.BLOCKED:
        return Reading.BLOCKED
    if repository.status == Status.GONE or repository.unreachable_since:
        return Reading.ABSENT
    return Reading.READ if repository.latest_snapshot_id else None


def _proposed(repository_id):
    whole = Repository.objects.select_related("latest_snapshot", "content")
    return from_repository(whole.get(pk=repository_id))


def _ask(repository_id) -> str:
    clock = Clock()
    scope = Repository.objects.filter(pk=repository_id)
    try:
        clients = connect_all(clock)
    except NotConfiguredError as error:
        logger.error("A repository could not be read: %s", error)  # noqa: TRY400 - the message says it all
        return Reading.NOT_SET_UP
    queue_repositories(repositories=scope, clock=clock)
    ended = run_streams(clients=clients, clock=clock, scope=scope)
    return Reading.LATER if isinstance(ended.reason, OutOfBudgetError) else Reading.FAILED
