"""Days between two dates, in the words of each database."""

from django.db.models import Func, IntegerField


class DaysBetween(Func):
    """How many days the first date is after the second."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    arity = 2
    output_field = IntegerField()

    def as_sqlite(self, compiler, connection, **context):
        julian = {"template": "(julianday(%(expressions)s))", "arg_joiner": ") - julianday("}
        return self.as_sql(compiler, connection, **julian, **context)
