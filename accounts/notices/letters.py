"""How our mails look: the text, then who writes, why, and how to get fewer."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import in_language

from .kinds import KINDS
from .models import Pace
from .tokens import token_for

MOST_IN_A_LETTER = 50
AUTOMATIC = {"Auto-Submitted": "auto-generated"}
"""So that nobody's absence is answered (RFC 3834)."""


@dataclass(frozen=True)
class Written:
    subject: str
    text: str
    headers: dict[str, str]


def written(template, context, *, because="", stop_url=""):
    """From `templates/mail/<template>.txt`: the subject, a blank line, the text. Plain text, in the active language."""
    rendered = _rendered(f"mail/{template}.txt", context)
    subject, _blank, body = rendered.strip().partition("\n\n")
    frame = {"text": _tidy(body), "because": because, "stop_url": stop_url, "choices_url": _absolute(_choices_path())}
    text = _rendered("mail/layout.txt", frame).strip() + "\n"
    return Written(" ".join(subject.split()), text, {**AUTOMATIC, **_stop_headers(stop_url)})


def of_notice(notice):
    """A letter about one thing."""
    kind = KINDS[notice.kind]
    context = {"notice": notice, "address": _address_of(notice), "kind": kind}
    because = notice.because or str(kind.help_text)
    return written("notice", context, because=because, stop_url=stop_address(notice.user, notice.kind))


def of_digest(user, pace, notices):
    """A letter about all that waits, by kind; the newest of each first."""
    shown = sorted(notices, key=lambda each: -each.happened_at.timestamp())[:MOST_IN_A_LETTER]
    shown.sort(key=lambda each: list(KINDS).index(each.kind))
    groups = [
        (KINDS[kind].label, [(notice, _address_of(notice)) for notice in of_kind])
        for kind, of_kind in groupby(shown, key=lambda each: each.kind)
    ]
    context = {
        "groups": groups,
        "count": len(notices),
        "more": len(notices) - len(shown),
        "list_url": _absolute(in_language(reverse("notices"), get_language())),
        "is_weekly": pace == Pace.WEEKLY,
    }
    return written("digest", context, because=_("You follow things on Tomoni."), stop_url=stop_address(user, str(pace)))


def stop_address(user, what):
    """Where one click ends such mails (RFC 8058), in the active language."""
    return _absolute(in_language(reverse("notices_stop", args=[token_for(user, what)]), get_language()))


def _stop_headers(stop_url):
    if not stop_url:
        return {}
    return {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _rendered(name, context):
    """No sign is escaped: it is no HTML."""
    there = Context({**context, "site_url": settings.SITE_URL}, autoescape=False)
    return get_template(name).template.render(there)


def _tidy(text):
    """Without the empty lines that conditions in a template leave behind."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept)


def _address_of(notice):
    return _absolute(in_language(notice.url, get_language()))


def _choices_path():
    return in_language(reverse("notice_choices"), get_language())


def _absolute(path):
    return f"{settings.SITE_URL}{iri_to_uri(path)}"
