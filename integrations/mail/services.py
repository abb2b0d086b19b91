"""Posting mail. What is posted is a row first, and sent by the worker: no request waits for a mail server."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from email.utils import make_msgid, parseaddr

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from .models import Letter
from .packing import packed

LONGEST_KEY = 200


@transaction.atomic
def post(*, key: str, to: str, subject: str, text: str, headers: dict[str, str] | None = None) -> Letter:
    """Put a mail into the outbox, once for each key; return it, or the one that was posted under this key before."""
    message = EmailMessage(" ".join(subject.split()), text, to=[to], headers=headers)
    return _keep(_short(key), message, to)


@transaction.atomic
def post_message(message: EmailMessage) -> list[Letter]:
    """Put a mail of Django into the outbox: a letter for each person it goes to, so that each is sent once."""
    return [_keep(f"mail:{uuid.uuid4()}", message, to) for to in dict.fromkeys(message.recipients())]


def is_posted(key: str) -> bool:
    """Whether something was posted under this key, sent or not."""
    return Letter.objects.filter(key=_short(key)).exists()


def erase_ended(*, before: datetime, now: datetime) -> int:
    """Forget whom letters that ended before that time went to and what they said; return how many."""
    return Letter.objects.ended_before(before).update(to="", subject="", message={}, last_error="", erased_at=now)


def erase_letters_to(*, address: str, now: datetime) -> int:
    """The same at once for one person. What still waits is sent, and erased in its time."""
    return (
        Letter.objects.to_address(address)
        .exclude(sent_at=None, given_up_at=None)
        .update(to="", subject="", message={}, last_error="", erased_at=now)
    )


def withdraw(*, letters: QuerySet) -> None:
    """Those of these letters (a query for their numbers) that still wait are never sent."""
    Letter.objects.waiting().filter(pk__in=letters).delete()


def try_again_what_was_given_up(*, now: datetime) -> int:
    """For when the fault was the mail server's; return how many letters wait again."""
    given_up = Letter.objects.given_up().filter(erased_at=None)
    return given_up.update(given_up_at=None, due_at=now, attempts=0)


def _keep(key: str, message: EmailMessage, to: str) -> Letter:
    now = timezone.now()
    letter, made = Letter.objects.get_or_create(
        key=key,
        defaults={
            "to": parseaddr(to)[1] or to,
            "subject": str(message.subject)[:300],
            "message": packed(message),
            "message_id": make_msgid(domain=_domain(message.from_email)),
            "posted_at": now,
            "due_at": now,
        },
    )
    if made:
        _wake_the_worker()
    return letter


def _short(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:130]}#{hashlib.sha256(key.encode()).hexdigest()}"


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def _wake_the_worker() -> None:
    """Once a transaction. Should the queue be down, the letter is there all the same, and regular work sends it."""
    connection = transaction.get_connection()
    if not any(function is _deliver_soon for _ids, function, _robust in connection.run_on_commit):
        transaction.on_commit(_deliver_soon, robust=True)


def _deliver_soon() -> None:
    from .tasks import deliver  # it needs the services of this room

    deliver.enqueue()
