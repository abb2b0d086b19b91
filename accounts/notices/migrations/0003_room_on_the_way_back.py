from django.db import migrations

LONGEST = 500


def keep(apps, schema_editor):
    """On the way forth there is nothing to do."""


def drop_what_was_too_long(apps, schema_editor):
    """Columns that get shorter take no longer texts: PostgreSQL would stop half-way."""
    for model, field in (("Follow", "target"), ("Notice", "url")):
        rows = apps.get_model("notices", model).objects.values_list("pk", field)
        too_long = [pk for pk, text in rows.iterator() if len(text) > LONGEST]
        apps.get_model("notices", model).objects.filter(pk__in=too_long).delete()


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_looking")]

    operations = [migrations.RunPython(keep, drop_what_was_too_long)]
