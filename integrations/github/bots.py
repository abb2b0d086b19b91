"""Who is a bot. A person whose login merely ends in "bot" is a person."""

from __future__ import annotations

from collections.abc import Collection

_MARK = "[bot]"


def is_bot(
    *,
    account_type: str | None = None,
    login: str | None = None,
    name: str | None = None,
    email: str | None = None,
    listed: Collection[str] = (),
) -> bool:
    """GitHub's type, the `[bot]` mark at the end of login, name or e-mail, or a login in `listed` (lower case)."""
    if account_type == "Bot":
        return True
    if login is not None and login.lower() in listed:
        return True
    local_part = (email or "").partition("@")[0]
    return any(text.strip().lower().endswith(_MARK) for text in (login or "", name or "", email or "", local_part))
