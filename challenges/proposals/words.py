"""Moments, people and challenges as a team reads them, in the language that is active."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from challenges.models import ChallengePage
from pages.templatetags.tomoni import SITE_ZONE, date_text
from projects.joining.words import name_of

__all__ = ["exact_moment", "moment_there", "name_of", "title_of", "titles_of"]


def exact_moment(moment: datetime) -> str:
    """To the second, in Japan: 2026年11月29日(日) 23:59:59（日本時間）"""
    return _("%(moment)s (Japan time)") % {"moment": moment_there(moment)}


def moment_there(moment: datetime) -> str:
    """The same where a heading says whose time it is."""
    there = moment.astimezone(ZoneInfo(SITE_ZONE))
    return f"{date_text(there.date())} {there:%H:%M:%S}"


def titles_of(challenge_ids) -> dict[int, str]:
    """The reader's titles of these originals, by key."""
    pages = ChallengePage.objects.filter(pk__in=set(challenge_ids)).select_related("locale")
    return {page.original.pk: page.title for page in pages.with_words_in(get_language())}


def title_of(challenge) -> str:
    return titles_of([challenge.pk]).get(challenge.pk, challenge.title)
