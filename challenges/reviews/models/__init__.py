"""Rows of reviews: what is judged by, who judges, what they said, and what was decided."""

from .criteria import Criterion, Review
from .decisions import Decision
from .interviews import Slot
from .judging import Declaration, Reviewer, Score

__all__ = ["Criterion", "Decision", "Declaration", "Review", "Reviewer", "Score", "Slot"]
