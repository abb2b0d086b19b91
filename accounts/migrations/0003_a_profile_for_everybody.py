"""People who had an account before there were profiles get one."""

from django.db import migrations
from django.utils.crypto import get_random_string

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_profiles(apps, schema_editor):
    User, Profile = apps.get_model("accounts", "User"), apps.get_model("accounts", "Profile")
    Profile.objects.bulk_create(
        (
            Profile(
                user=user,
                handle=f"tomo-{get_random_string(8, SIGNS)}",
                name=f"{user.first_name} {user.last_name}".strip()[:100],
            )
            for user in User.objects.filter(profile=None).iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_profiles")]
    operations = [migrations.RunPython(make_profiles, migrations.RunPython.noop)]
