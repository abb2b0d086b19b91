"""What a delivery changes: when a repository is asked about again. Never a figure, a name or a state."""

from __future__ import annotations

from datetime import datetime, timedelta

from integrations.github.clock import Clock
from integrations.github.models import Repository, WebhookDelivery

# On an operator's click GitHub sends again what is up to three days old.
KEPT_FOR = timedelta(days=7)


def make_due(*, github_id: int, clock: Clock) -> datetime | None:
    """Let the next run ask about it.

    A run that is asking at this moment may have had its answer before the news, and will write its own plan over ours:
    then return when its lease ends, to come back at that time.
    """
    now = clock.now()
    repository = Repository.objects.filter(github_id=github_id)
    repository.filter(due_at__gt=now).update(due_at=now)
    return repository.filter(claimed_until__gt=now).values_list("claimed_until", flat=True).first()


def is_first(*, delivery_id: str, event: str, clock: Clock) -> bool:
    """Write down that it came; False if it came before. Of two at the same moment one is the first."""
    _row, created = WebhookDelivery.objects.get_or_create(
        delivery_id=delivery_id, defaults={"event": event, "received_at": clock.now()}
    )
    return created


def forget_old_deliveries(*, clock: Clock) -> int:
    """Whatever is sent again after that only makes a repository due once more."""
    forgotten, _by_model = WebhookDelivery.objects.filter(received_at__lt=clock.now() - KEPT_FOR).delete()
    return forgotten
