"""Notices and follows as plain values for templates."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import in_language

from .kinds import KINDS
from .models import Follow
from .standing import hidden_among
from .targets import resolved


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """`url` and `text` are empty where the thing is not to be seen any more."""

    kind: str
    title: str
    text: str
    because: str
    url: str
    date: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class FollowCard:
    """`url` is empty where the thing is gone."""

    kind: str
    target: str
    name: str
    url: str
    own_name: str


def notice_cards(notices):
    notices = list(notices)
    hidden = hidden_among(notices)
    return [_notice_card(each, is_hidden=each.pk in hidden) for each in notices]


def _notice_card(notice, *, is_hidden):
    return NoticeCard(
        kind=KINDS[notice.kind].label if notice.kind in KINDS else "",
        title=_("Not there any more") if is_hidden else notice.title,
        text="" if is_hidden else notice.text,
        because=notice.because,
        url="" if is_hidden else iri_to_uri(in_language(notice.url, get_language())),
        date=notice.happened_at,
        is_unread=notice.read_at is None,
    )


def followed_groups(follows):
    """(heading, cards) of each kind that somebody follows something of."""
    cards = [_card(follow, target) for follow, target in resolved(follows)]
    groups = [(heading, [card for card in cards if card.kind == kind]) for kind, heading in headings().items()]
    return [(heading, of_kind) for heading, of_kind in groups if of_kind]


def headings():
    return {
        Follow.Kind.PROJECT: _("Projects"),
        Follow.Kind.TOPIC: _("Topics"),
        Follow.Kind.REGION: _("Regions"),
        Follow.Kind.SEARCH: _("Saved searches"),
    }


def _card(follow, target):
    return FollowCard(
        kind=follow.kind,
        target=follow.target,
        name=follow.name or (target.name if target else _("Not there any more")),
        url=iri_to_uri(in_language(target.url, get_language())) if target else "",
        own_name=follow.name,
    )


def stopped_kinds(what):
    """How the page names what a link ends."""
    if what in KINDS:
        return KINDS[what].label
    return {"daily": _("the mail of each day"), "weekly": _("the mail of each week")}.get(what, _("these mails"))
