"""What a challenge's own page says of its outcome, and what its people can do about it."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from challenges.chapters import Chapter, actions, chapter
from challenges.stages import Stage
from pages.addresses import in_language
from pages.cards import Action

from .cards import by_mail_or_form
from .permissions import may_tell_outcome
from .querysets import link_rows_of, told_of
from .steps import outcome_url
from .telling import told

ANCHOR = "outcome"
TOLD_AT = (Stage.PILOT, Stage.FINISHED)


@chapter(order=60)
def outcome_chapter(challenge, request, now):
    """Of a page that was found by its address it costs no query: the outcome came with it."""
    outcome = told_of(challenge)
    return chapter_of(challenge, outcome, link_rows_of(challenge)) if outcome else None


def chapter_of(challenge, outcome, link_rows):
    said = told(outcome, link_rows)
    ask = by_mail_or_form(said, challenge.title)
    others = Action(_("Other outcomes"), in_language("/challenges/outcomes/", get_language()))
    context = {
        "told": said,
        "actions": [*([ask] if ask else []), others],
        "published_at": outcome.published_at,
        "corrected_at": outcome.corrected_at,
    }
    return Chapter(ANCHOR, _("Outcome"), "outcomes/chapter.html", context)


@actions(order=60)
def write_the_outcome(challenge, request, now):
    if challenge.stage in TOLD_AT and may_tell_outcome(request.user, challenge):
        return [
            Action(_("Correct the outcome") if told_of(challenge) else _("Write the outcome"), outcome_url(challenge))
        ]
    return []
