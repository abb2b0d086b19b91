"""Everything that a search finds, as keys and scores alone: for counting, no row of the objects is read."""

from django.db.models import Model
from modelsearch.backends import get_search_backend

MOST_SCORED = 2_000
"""Of more hits nobody reads the last: those in the title come first, and the others are alike. Scoring them all would
take longer than finding them."""


def hits(model: type[Model], words: str) -> dict[int, float]:
    """The key and the score of each object of `model` that has all these words; the best have the highest."""
    keys = [key for (key,) in _compiler(model, words).hits(scored=False)]
    if len(keys) <= MOST_SCORED:
        return dict(_compiler(model, words).hits(scored=True)) if keys else {}
    titled = {key for (key,) in _compiler(model, words, fields=["title"]).hits(scored=False)}
    return {key: float(key in titled) for key in keys}


def _compiler(model, words, fields=None):
    return get_search_backend().query_compiler_class(model.objects.all(), words, fields=fields)
