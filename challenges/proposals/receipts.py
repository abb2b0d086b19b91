"""Receipt numbers, and the digest that proves what was submitted.

Numbers are drawn by lot: one that counted up would tell how many others have submitted."""

import hashlib
import json
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is mistaken for another


def new_receipt() -> str:
    """As in 7K2M-9QXA-4TBC-W0HZ."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(16))
    return "-".join(drawn[at : at + 4] for at in range(0, 16, 4))


def digest_of(texts: dict, attachments: list) -> str:
    """SHA-256 of both as JSON: keys sorted, no spaces, UTF-8."""
    canonical = json.dumps([texts, attachments], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
