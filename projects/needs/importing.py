"""Needs as a table lists them: they come, are confirmed and go with it. What the site's people closed stays closed."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from projects.models import Need, ProjectPage

from .following import tell_followers
from .rules import latest_expiry


@transaction.atomic
def take_over(*, project: ProjectPage, roles: dict[str, str]) -> None:
    """Ask for what has come up in the table; `roles` by text. Since when it is needed, the table does not say."""
    for order, (text, role) in enumerate(roles.items(), project.needs.count()):
        need = Need.objects.create(project=project, text=text, role=role, sort_order=order)
        tell_followers(need=need)


@transaction.atomic
def close_taken_over(*, project: ProjectPage, texts: Iterable[str]) -> None:
    for need in project.needs.not_closed().filter(text__in=list(texts)):
        need.closed_at = timezone.now()
        need.save(update_fields=["closed_at"])


@transaction.atomic
def confirm_taken_over(*, project_id: int, texts: Iterable[str], today: date) -> None:
    """The table still lists these: each may be asked for as long again."""
    for need in Need.objects.not_closed().filter(project=project_id, text__in=list(texts)).exclude(confirmed_on=today):
        need.confirmed_on, need.expires_on, need.asked_again_on = today, latest_expiry(today), None
        need.save(update_fields=["confirmed_on", "expires_on", "asked_again_on"])
