"""The seal of a form: when it was shown, to whom and for what, signed, with a number that counts once."""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.utils.crypto import get_random_string

LASTS = timedelta(hours=24)
_signer = Signer(salt="accounts.sending")


@dataclass(frozen=True, slots=True)
class Seal:
    number: str
    purpose: str
    user: int
    shown_at: float

    @property
    def age(self):
        return time.time() - self.shown_at

    @property
    def is_stale(self):
        return self.age > LASTS.total_seconds()

    def is_for(self, purpose, user):
        return (self.purpose, self.user) == (purpose, user.pk or 0)

    def __str__(self):
        return _signer.sign_object([self.number, self.purpose, self.user, self.shown_at])


def new_seal(purpose, user, *, shown_at=None) -> Seal:
    shown = time.time() if shown_at is None else shown_at
    return Seal(get_random_string(22), purpose, user.pk or 0, shown)


def read_seal(text) -> Seal | None:
    try:
        number, purpose, user, shown_at = _signer.unsign_object(text)
    except (BadSignature, ValueError, TypeError):
        return None
    return Seal(number, purpose, user, shown_at)
