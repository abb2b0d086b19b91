"""What a pilot says of itself."""

from django.db import transaction

from challenges.pilots.models import Pilot

FIELDS = ("partners", "begins_on", "ends_on", "began_on", "ended_on", "place", "region", "plan")


@transaction.atomic
def change_pilot(*, pilot, **told) -> Pilot:
    """`told` are some of FIELDS; the others stay."""
    pilot = Pilot.objects.select_for_update(of=("self",)).get(pk=pilot.pk)
    for name, value in told.items():
        setattr(pilot, name, value)
    pilot.save(update_fields=[name for name in FIELDS if name in told])
    return pilot
