from django.db import migrations
from django.db.models.functions import Substr

LONGEST = 500


def keep(apps, schema_editor):
    """On the way forth there is nothing to do."""


def cut_what_was_too_long(apps, schema_editor):
    """A column that gets shorter takes no longer texts: PostgreSQL would stop half-way."""
    for model in ("Report", "Measure"):
        apps.get_model("reports", model).objects.update(address=Substr("address", 1, LONGEST))


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_room_for_addresses")]

    operations = [migrations.RunPython(keep, cut_what_was_too_long)]
