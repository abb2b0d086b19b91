"""Whoever has no public page is named on a project's page only by their own choice."""

from django.db import migrations, models


def hide_private_people(apps, schema_editor):
    memberships = apps.get_model("joining", "Membership").objects
    memberships.filter(user__profile__is_public=False).update(is_shown=False)


class Migration(migrations.Migration):
    dependencies = [
        ("joining", "0001_initial"),
        ("accounts", "0003_a_profile_for_everybody"),
    ]

    operations = [
        migrations.AddField(
            "joinrequest",
            "to_be_shown",
            models.BooleanField(blank=True, null=True, verbose_name="shown on the project’s page"),
        ),
        migrations.AlterField(
            "membership", "is_shown", models.BooleanField(default=False, verbose_name="shown on the project’s page")
        ),
        migrations.RunPython(hide_private_people, migrations.RunPython.noop),
    ]
