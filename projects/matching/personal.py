"""What this room keeps of a person."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import keeps


@keeps(
    "hidden_needs",
    what=_("Needs that you do not want to be shown again"),
    why=_("So that they are not shown to you again. What fits you is worked out anew each time and not kept."),
    fields=("matching.HiddenNeed.user",),
)
def hidden_needs(user):
    rows = user.hidden_needs.select_related("need__project").order_by("hidden_at")
    return [{"project": row.need.project.title, "need": row.need.text, "hidden_at": row.hidden_at} for row in rows]
