"""What is in a project's repositories: their languages, licences and newest release. Makes no query where `content`
comes with the repositories."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.github.models import GroupState, Repository
from pages.cards import Fact, Share
from pages.templatetags.tomoni import plain_date_text

from .health import content_of
from .models.web import is_web_address

MOST_LANGUAGES, MOST_LICENCES = 6, 4
OTHER_LICENCE = "NOASSERTION"


@dataclass(frozen=True)
class Languages:
    """The most used first, in bytes; what is rare is put together as the last one."""

    shares: list[Share]
    observed_at: datetime


def languages_of(repositories: Sequence[Repository]) -> Languages | None:
    contents = _contents(repositories)
    bytes_by_language = Counter[str]()
    for content in contents:
        bytes_by_language.update(content.languages)
    ranked = [Share(name, amount) for name, amount in bytes_by_language.most_common() if amount > 0]
    if not ranked:
        return None
    rare = sum(share.amount for share in ranked[MOST_LANGUAGES:])
    shares = [*ranked[:MOST_LANGUAGES], *([Share(_("other languages"), rare)] if rare else [])]
    return Languages(shares, min(content.observed_at for content in contents))


def code_facts(repositories: Sequence[Repository]) -> list[Fact]:
    """The licences and the newest release, as far as anybody has looked."""
    return [fact for fact in (_licences(repositories), _release(repositories)) if fact.value]


def _licences(repositories):
    """That one of several has none is told by `health.py`, where it can be mended."""
    seen = [each.latest_snapshot for each in _public(repositories) if each.latest_snapshot]
    known = [snapshot.license for snapshot in seen if snapshot.pulse_state == GroupState.OBSERVED]
    if known and not any(known):
        return Fact(_("Licence"), _("none found"))
    names = list(dict.fromkeys(_licence(name) for name in known if name))
    more = [_("and others")] if len(names) > MOST_LICENCES else []
    return Fact(_("Licence"), _(", ").join([*names[:MOST_LICENCES], *more]))


def _licence(spdx):
    return _("one that GitHub does not know") if spdx == OTHER_LICENCE else spdx


def _release(repositories):
    contents = [content for content in _contents(repositories) if content.release_tag and content.released_at]
    newest = max(contents, key=lambda content: content.released_at, default=None)
    if newest is None:
        return Fact(_("Latest release"), "")
    name = newest.release_name or newest.release_tag
    day = plain_date_text(timezone.localtime(newest.released_at))
    url = newest.release_url if is_web_address(newest.release_url) else ""
    return Fact(_("Latest release"), _("%(name)s (%(date)s)") % {"name": name, "date": day}, url)


def _public(repositories):
    return [each for each in repositories if each.pk and not each.is_gone]


def _contents(repositories):
    return [content for each in _public(repositories) if (content := content_of(each))]
