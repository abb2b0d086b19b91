"""Links in mails that answer for a need without signing in.

A link belongs to one owner, one need and one period: after it was renewed an old link says what has happened since."""

from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from projects.models import Need
from projects.permissions import may_manage

_signer = signing.Signer(salt="projects.needs.answers")
MOVES = ("renew", "close")


class Answer(NamedTuple):
    """Who may answer what; `is_of_now` is false for a link of a period that is over."""

    need: Need
    user: object
    is_of_now: bool

    @property
    def moves(self):
        """What can be done with the link; a need that was closed by mistake is opened again."""
        if not self.is_of_now:
            return ()
        return ("reopen",) if self.need.closed_at else MOVES

    @property
    def is_hidden(self):
        return self.need.closed_at is None and self.need.expires_on < timezone.localdate()


def answer_path(*, need: Need, user, move: str) -> str:
    """The address of the page on which `user` renews or closes the need as it is now."""
    return reverse("need_answer", args=[_signer.sign_object([need.pk, user.pk, need.expires_on.isoformat()]), move])


def read_answer(token: str) -> Answer | None:
    """None for a link that is not ours, or no longer: the need is gone, or the person looks after it no more."""
    try:
        number, user_number, day = _signer.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    need = Need.objects.filter(pk=number).select_related("project__locale").first()
    user = get_user_model().objects.filter(pk=user_number, is_active=True).first()
    if need is None or user is None or not may_manage(user, need.project):
        return None
    return Answer(need, user, need.expires_on.isoformat() == day)
