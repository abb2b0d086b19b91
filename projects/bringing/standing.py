"""Where a submission stands, as a line of stages."""

from django.utils.translation import gettext as _

from pages.cards import Stage as Step

from .models import Submission

Stage = Submission.Stage
ORDER = (Stage.DRAFT, Stage.WAITING, Stage.PUBLISHED)


def standing_of(submission) -> list[Step]:
    at = ORDER.index(submission.stage) if submission.stage in ORDER else 0
    labels = (_("Written"), _("With the moderators"), _("On the site"))
    times = (submission.begun_at, submission.submitted_at, submission.decided_at if at == 2 else None)
    return [
        Step(label, time.date() if time else None, _state(place, at), "")
        for place, (label, time) in enumerate(zip(labels, times, strict=True))
    ]


def _state(place, at):
    if place < at or at == len(ORDER) - 1:
        return "done"
    return "current" if place == at else "ahead"
