"""The life of a proposal: its stages and the moves between them, in one table."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("proposal", "draft")
    SUBMITTED = "submitted", pgettext_lazy("proposal", "submitted")
    INTERVIEW = "interview", pgettext_lazy("proposal", "interview")
    SELECTED = "selected", pgettext_lazy("proposal", "selected")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")


MOVES: dict[str, tuple[str, ...]] = {
    Stage.DRAFT: (Stage.SUBMITTED, Stage.WITHDRAWN),
    Stage.SUBMITTED: (Stage.WITHDRAWN, Stage.INTERVIEW, Stage.SELECTED, Stage.DECLINED),
    Stage.INTERVIEW: (Stage.WITHDRAWN, Stage.SELECTED, Stage.DECLINED),
    Stage.SELECTED: (Stage.WITHDRAWN,),
    Stage.DECLINED: (),
    Stage.WITHDRAWN: (Stage.DRAFT,),
}
BY_THE_TEAM = (Stage.DRAFT, Stage.SUBMITTED, Stage.WITHDRAWN)
"""Stages that the team enters by itself; the others are decisions about it."""
COUNTED = (Stage.SUBMITTED, Stage.INTERVIEW, Stage.SELECTED, Stage.DECLINED)
"""What stood in the competition when it closed."""


def check_move(*, before: str, after: str) -> None:
    """Refuse, with what would be possible, a move that is not in the table."""
    if after in MOVES[before]:
        return
    possible = "、".join(str(Stage(stage).label) for stage in MOVES[before]) or _("nothing: it has ended")
    raise ValidationError(
        _("A proposal cannot go from “%(before)s” to “%(after)s”. Possible now: %(possible)s."),
        code="illegal_move",
        params={"before": Stage(before).label, "after": Stage(after).label, "possible": possible},
    )
