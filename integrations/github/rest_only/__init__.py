"""Working without a token: REST alone, within the 60 requests an hour that GitHub allows a stranger."""

from .working import RestOnly

__all__ = ["RestOnly"]
