"""The secret in the mail of an invitation. Only its digest is kept: whoever reads the database can accept nothing."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, to be put into an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Without salt: nobody can go through 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
