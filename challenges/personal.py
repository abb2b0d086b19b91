"""What this floor keeps of a person."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import keeps

from .models import ColleagueApprovalState, StageChange


@keeps(
    "challenge_stages",
    what=_("Which challenges you moved to another stage, when, and the reason that you gave"),
    why=_("So that everybody can see how a challenge has gone, and officers can ask who decided."),
    stays=_("That a challenge was moved, and why, stays without your name."),
    fields=("challenges.StageChange.changed_by",),
)
def stage_changes(user):
    rows = StageChange.objects.filter(changed_by=user)
    return list(rows.order_by("pk").values("challenge__title", "stage", "changed_at", "reason"))


@keeps(
    "challenges_handed_in",
    what=_("Which challenges you handed in to be looked at, and when"),
    why=_("So that somebody else than you decides on them."),
    stays=_("That a challenge was handed in stays, without your name."),
    fields=("challenges.ColleagueApprovalState.submitted_by",),
)
def challenges_handed_in(user):
    rows = ColleagueApprovalState.objects.filter(submitted_by=user).select_related("workflow_state").order_by("pk")
    return [{"challenge": str(row.workflow_state.content_object), "at": row.started_at} for row in rows]
