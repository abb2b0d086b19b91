"""What a challenge's own page says of its outcome, and what its people can do about it."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from challenges.chapters import Chapter, actions, chapter
from challenges.reaching import parts_of_address
from pages.addresses import address
from pages.cards import Action

from .cards import ways
from .models import Outcome
from .permissions import may_tell_outcome
from .rules import too_early
from .telling import told

ANCHOR = "outcome"


@chapter(order=60)
def outcome_chapter(challenge, request, now):
    """One query, and none while the challenge takes proposals."""
    if too_early(challenge, now):
        return None
    found = Outcome.objects.published().with_links().filter(challenge=challenge).first()
    return chapter_of(challenge, found, found.link_rows) if found else None


def chapter_of(challenge, outcome, link_rows):
    language, said = get_language(), told(outcome, link_rows)
    context = {
        "told": said,
        "actions": list(ways(said, challenge.title, address(challenge, language), None, language)),
    }
    return Chapter(ANCHOR, _("What came of it"), "outcomes/chapter.html", context)


@actions(order=60)
def tell_the_outcome(challenge, request, now):
    if too_early(challenge, now) or not may_tell_outcome(request.user, challenge):
        return []
    return [Action(_("Tell the outcome"), reverse("outcome", args=parts_of_address(challenge)))]
