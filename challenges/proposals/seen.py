"""What a writer had before their eyes when they began to type: a short digest of each section, in one hidden field."""

import hashlib

from .fields import TEXTS


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def as_field(texts: dict[str, str]) -> str:
    return ".".join(digest(texts[name]) for name in TEXTS)


def from_field(value: str) -> dict[str, str]:
    """Nothing of what does not fit: then every section counts as one that others have changed."""
    parts = value.split(".")
    return dict(zip(TEXTS, parts, strict=True)) if len(parts) == len(TEXTS) else {}
