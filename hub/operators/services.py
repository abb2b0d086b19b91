"""What operators do about repositories."""

from django.db import transaction

from .reading import in_trouble, unanswered, unanswered_follow_ups


def retry(*, repositories, now):
    """Make what failed of them due now; return how many repositories. The next run of the sync asks again."""
    with transaction.atomic():
        count = in_trouble(repositories).count()
        unanswered(repositories).update(due_at=now)
        unanswered_follow_ups().filter(repository__in=repositories).update(due_at=now)
    return count
