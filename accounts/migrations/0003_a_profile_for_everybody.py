"""People who had an account before there were profiles get one."""

import re
import unicodedata

from django.db import migrations
from django.utils.crypto import get_random_string

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
AN_ADDRESS = re.compile(r"\S@\S")
JAPANESE = re.compile(r"[\u3005\u3006\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


def make_profiles(apps, schema_editor):
    User, Profile = apps.get_model("accounts", "User"), apps.get_model("accounts", "Profile")
    Profile.objects.bulk_create(
        (
            Profile(
                user=user,
                handle=f"tomo-{get_random_string(8, SIGNS)}",
                name=shown_name(user.first_name, user.last_name),
            )
            for user in User.objects.filter(profile=None).iterator()
        ),
        batch_size=500,
    )


def shown_name(given, family):
    """In the order of its language; an e-mail address is nobody else's business."""
    given, family = tidy(given), tidy(family)
    is_japanese = JAPANESE.fullmatch(given) and JAPANESE.fullmatch(family)
    name = tidy(f"{family} {given}" if is_japanese else f"{given} {family}")[:100].strip()
    return "" if AN_ADDRESS.search(name) else name


def tidy(name):
    """One width for each sign, no signs that cannot be seen, single spaces."""
    normal = unicodedata.normalize("NFKC", name)
    return " ".join("".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in normal).split())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_profiles")]
    operations = [migrations.RunPython(make_profiles, migrations.RunPython.noop)]
