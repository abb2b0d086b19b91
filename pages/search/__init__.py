"""Search that finds Japanese words inside sentences, through Wagtail's own search API.

`WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "pages.search"}}`, then `manage.py update_index` once.
Why it is built as it is: docs/decisions/0002-japanese-search.md.
"""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]):  # noqa: N802 - the name that Wagtail looks for
    """Return the backend for the default database, as `wagtail.search.backends.database` does.

    The imports wait: each module needs the index tables of its own database.
    """
    if connection.vendor == "postgresql":
        from .postgres import JapanesePostgresSearchBackend

        return JapanesePostgresSearchBackend(params)
    if connection.vendor == "sqlite":
        from .sqlite import JapaneseSQLiteSearchBackend

        return JapaneseSQLiteSearchBackend(params)
    from modelsearch.backends.database import SearchBackend as StockBackend

    return StockBackend(params)
