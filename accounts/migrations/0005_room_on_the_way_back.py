from django.db import migrations

LONGEST = 50


def keep(apps, schema_editor):
    """On the way forth there is nothing to do."""


def drop_what_was_too_long(apps, schema_editor):
    """A column that gets shorter takes no longer texts: PostgreSQL would stop half-way."""
    skills = apps.get_model("accounts", "Skill").objects
    too_long = [pk for pk, slug in skills.values_list("pk", "slug").iterator() if len(slug) > LONGEST]
    skills.filter(pk__in=too_long).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_skills_in_any_script")]

    operations = [migrations.RunPython(keep, drop_what_was_too_long)]
