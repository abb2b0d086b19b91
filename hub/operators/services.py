"""What operators do about repositories."""

from django.db import transaction

from .reading import in_trouble


def retry(*, repositories, now):
    """Make those of them that are in trouble due now; return how many. The next run of the sync asks about them."""
    with transaction.atomic():
        return in_trouble(repositories).update(due_at=now)
