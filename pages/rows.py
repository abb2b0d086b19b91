"""Rows of another table as one value of a query."""

from django.db.models import Aggregate, JSONField


class JSONRows(Aggregate):
    """Objects of many rows as one list, in no particular order."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler, connection, **extra):
        return super().as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **extra)
