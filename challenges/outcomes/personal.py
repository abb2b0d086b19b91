"""What this room keeps of a person."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import keeps

from .models import Outcome, OutcomeChange


@keeps(
    "outcomes",
    what=_("Outcomes of challenges that you wrote or changed, and when"),
    why=_("So that colleagues can ask who changed what."),
    stays=_("That an outcome was changed stays, without your name."),
    fields=("outcomes.Outcome.changed_by", "outcomes.OutcomeChange.changed_by"),
)
def outcomes_of(user):
    changes = OutcomeChange.objects.filter(changed_by=user).order_by("pk")
    last = Outcome.objects.filter(changed_by=user).order_by("pk")
    return {
        "changes": list(changes.values("outcome__challenge__title", "move", "fields", "changed_at")),
        "changed_last_by_you": list(last.values("challenge__title", "changed_at")),
    }
