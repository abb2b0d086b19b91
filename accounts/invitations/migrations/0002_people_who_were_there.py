"""Whoever was in the group of a space before its people were written down: since when is unknown."""

from django.db import migrations


def write_down(apps, schema_editor):
    space_model = apps.get_model("pages", "Space")
    membership = apps.get_model("invitations", "SpaceMembership")
    pairs = space_model.objects.filter(group__user__is_active=True).values_list("pk", "group__user")
    membership.objects.bulk_create(
        (membership(space_id=space, user_id=user) for space, user in pairs.iterator()), batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [
        ("invitations", "0001_initial"),
    ]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
