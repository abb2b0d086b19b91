"""What projects ask for: rules, writes, the page on which owners ask, and the mails that ask them again."""

from .rules import OVER, open_needs

__all__ = ["OVER", "open_needs"]
