from datetime import timedelta

from django.db import migrations
from django.db.models import F, Q
from django.utils import timezone


def give_one_period(apps, schema_editor):
    """Nobody knows when these were last confirmed: that stays unknown, and each is asked for once more."""
    last = timezone.localdate() + timedelta(days=60)
    needs = apps.get_model("projects", "Need").objects
    needs.filter(asked_on__gt=last).update(expires_on=F("asked_on"))
    needs.filter(Q(expires_on=None) | Q(expires_on__gt=last, asked_on__lte=last)).update(expires_on=last)
    needs.filter(expires_on__gt=last, asked_on=None).update(expires_on=last)


def keep(apps, schema_editor):
    """A need with an expiry is a need of before as well."""


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_needs_as_data")]

    operations = [migrations.RunPython(give_one_period, keep)]
