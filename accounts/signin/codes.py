"""Codes that people type: how they are read, and how long one that was mailed works."""

import time
import unicodedata

from allauth.account import app_settings
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY

NOTHING = {"Cc", "Cf", "Pd", "Zs"}
"""Kinds of signs that stand between digits: what cannot be seen, dashes and spaces."""
LIKE_A_DASH = {"−", "ー", "─", "━", "_", "~"}
"""Of other kinds: the minus, what Japanese keyboards give for a hyphen, and lines."""


def plain_code(typed: str) -> str:
    """As it was mailed or shown, without what stands between: a Japanese keyboard may give wide digits and dashes."""
    folded = unicodedata.normalize("NFKC", typed)
    return "".join(sign for sign in folded if unicodedata.category(sign) not in NOTHING and sign not in LIKE_A_DASH)


def is_too_late(session) -> bool:
    """Whether this session waits for a code, and has waited too long."""
    address = session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY) or {}
    login = session.get(LOGIN_SESSION_KEY) or {}
    return _is_over(address.get("at"), app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT) or _is_over(
        login.get("initiated_at"), app_settings.LOGIN_TIMEOUT
    )


def _is_over(started, seconds):
    return started is not None and time.time() - started > seconds
