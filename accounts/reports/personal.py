"""What is kept of a person's reports."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import keeps

from .models import Measure, Report


@keeps(
    "reports",
    what=_("What you reported to the moderators, and what they decided; as a moderator, what you decided on reports"),
    why=_("To look into it, and to tell you what came of it."),
    stays=_("The report stays without your name: what it says about a page is still to be looked into."),
    fields=("reports.Report.reporter", "reports.Report.decided_by"),
)
def reports_of(user):
    decided = Report.objects.filter(decided_by=user).order_by("decided_at")
    return {"sent": _sent(user), "decided_by_you": [_decided(each) for each in decided]}


def _sent(user):
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


def _decided(report):
    """Who reported it, what about and in which words is for nobody to take along."""
    return {"state": report.get_state_display(), "decided_at": report.decided_at}


@keeps(
    "measures",
    what=_(
        "What moderators decided about what you wrote, or about your account; as a moderator, what you decided so or "
        "took back"
    ),
    why=_("So that a decision can be explained, and taken back."),
    stays=_("That something was decided stays, without your name."),
    fields=("reports.Measure.person", "reports.Measure.taken_by", "reports.Measure.undone_by"),
)
def measures_of(user):
    taken, undone = Measure.objects.filter(taken_by=user), Measure.objects.filter(undone_by=user)
    return {
        "about_you": _about(user),
        "taken_by_you": [_did(each, each.taken_at) for each in taken.order_by("taken_at")],
        "taken_back_by_you": [_did(each, each.undone_at) for each in undone.order_by("undone_at")],
    }


def _did(measure, at):
    """Whose it was is theirs."""
    return {"action": measure.get_action_display(), "at": at}


def _about(user):
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
