"""The way to the desk from a challenge's own page."""

from django.utils.translation import gettext as _

from challenges.chapters import actions
from challenges.permissions import may_manage
from pages.cards import Action

from .steps import desk_url


@actions(order=900)
def to_the_desk(challenge, request, now):
    if not request.user.is_authenticated or not may_manage(request.user, challenge):
        return []
    return [Action(_("To its desk"), desk_url(challenge))]
