"""Mails to owners about needs that expire. Each need comes up once for each step of a period."""

import hashlib

from django.urls import reverse

from accounts.notices.services import write_to
from projects.joining.words import title_of

from .answers import answer_path
from .rules import KEPT_DAYS

KEY_LENGTH = 24


def of_expiry(*, project, needs, owners) -> None:
    """Is this still needed? One mail about all of them."""
    _write(project, needs, owners, "expiring")


def of_hiding(*, project, needs, owners) -> None:
    """Nobody has answered: they are no longer shown, and can be brought back."""
    _write(project, needs, owners, "hidden")


def _write(project, needs, owners, template):
    for owner in owners:
        write_to(
            user=owner,
            key=f"needs:{project.pk}:{template}:{_digest(needs)}",
            template=f"needs/{template}",
            context={
                "project": lambda: title_of(project),
                "needs": lambda owner=owner: [_line(need, owner) for need in needs],
                "path": lambda: reverse("needs", args=[project.slug]),
                "most_days": KEPT_DAYS,
            },
        )


def _digest(needs):
    """Which needs in which step: what is said once is not said again."""
    said = ",".join(f"{need.pk}@{need.confirmed_on}-{need.expires_on}+{need.asked_again_on}" for need in needs)
    return hashlib.sha256(said.encode()).hexdigest()[:KEY_LENGTH]


def _line(need, owner):
    """In the reader's language: called while the mail is written."""
    return {
        "role": need.get_role_display(),
        "text": need.text,
        "expires_on": need.expires_on,
        "confirmed_on": need.confirmed_on,
        "renew": answer_path(need=need, user=owner, move="renew"),
        "close": answer_path(need=need, user=owner, move="close"),
    }
