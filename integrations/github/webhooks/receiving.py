"""A delivery that passed the checks: written down, handed to the task queue, and answered."""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.db import transaction

from integrations.github.clock import Clock
from integrations.github.models import Repository

from .checks import Delivery
from .payloads import EVENTS, PING, news_of
from .services import is_first
from .tasks import work_off

logger = logging.getLogger(__name__)

Answer = tuple[HTTPStatus, str]
PONG: Answer = HTTPStatus.OK, "pong"
OTHER_EVENT: Answer = HTTPStatus.OK, "Ignored: this event changes nothing that is shown here."
DOUBLE: Answer = HTTPStatus.OK, "Ignored: this delivery came before."
OTHER_REPOSITORY: Answer = HTTPStatus.OK, "Ignored: no repository that is followed here."
QUEUED: Answer = HTTPStatus.ACCEPTED, "Queued: GitHub will be asked about the repository."


def receive(delivery: Delivery, clock: Clock) -> Answer:
    """What is said to GitHub, after everything was done that has to be done now. Raises Refusal."""
    status, text = _receive(delivery, clock)
    logger.info("GitHub delivery %s (%s): %s", delivery.delivery_id, delivery.event, text)
    return status, text


def _receive(delivery: Delivery, clock: Clock) -> Answer:
    if delivery.event == PING:
        return PONG
    if delivery.event not in EVENTS:
        return OTHER_EVENT
    with transaction.atomic():  # the row and the task, or, when the queue is out of reach, neither
        if not is_first(delivery_id=delivery.delivery_id, event=delivery.event, clock=clock):
            return DOUBLE
        return _queue(delivery)


def _queue(delivery: Delivery) -> Answer:
    """The task is told all it needs: it may begin before the row can be seen by others."""
    news = news_of(delivery)
    if news.github_id is None or not Repository.objects.filter(github_id=news.github_id).exists():
        return OTHER_REPOSITORY
    work_off.enqueue(news.github_id, news.is_urgent)
    return QUEUED
