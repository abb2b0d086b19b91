"""What is kept of a person's reports."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import keeps

from .models import Measure, Report


@keeps(
    "reports",
    what=_("What you reported to the moderators, and what they decided"),
    why=_("To look into it, and to tell you what came of it."),
    stays=_("The report stays without your name: what it says about a page is still to be looked into."),
    fields=("reports.Report.reporter", "reports.Report.decided_by"),
)
def reports_of(user):
    return [
        {
            "address": each.address,
            "reason": each.get_reason_display(),
            "text": each.text,
            "state": each.get_state_display(),
            "reported_at": each.reported_at,
            "decided_at": each.decided_at,
        }
        for each in Report.objects.filter(reporter=user).order_by("reported_at")
    ]


@keeps(
    "measures",
    what=_("What moderators decided about what you wrote, or about your account"),
    why=_("So that a decision can be explained, and taken back."),
    stays=_("That something was decided stays, without your name."),
    fields=("reports.Measure.person", "reports.Measure.taken_by", "reports.Measure.undone_by"),
)
def measures_of(user):
    return [
        {
            "action": each.get_action_display(),
            "address": each.address,
            "note": each.note,
            "taken_at": each.taken_at,
            "undone_at": each.undone_at,
        }
        for each in Measure.objects.filter(person=user).order_by("taken_at")
    ]
