"""What is kept of a person about pilots."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import keeps

from .models import Pilot


@keeps(
    "pilots",
    what=_("Pilots that you set up, and updates that you wrote about them"),
    why=_("So that everybody sees how a pilot goes, and who says it."),
    stays=_("Pilots and their updates stay, without your name. Delete your updates before, if you want them gone."),
    fields=("pilots.Pilot.begun_by", "pilots.PilotUpdate.author"),
)
def pilots_of(user):
    written = user.pilot_updates.select_related("pilot__challenge").order_by("pk")
    return {
        "set_up": list(Pilot.objects.filter(begun_by=user).order_by("pk").values("challenge__title", "begun_at")),
        "updates": [{"challenge": each.pilot.challenge.title, "day": each.day, "text": each.text} for each in written],
    }
