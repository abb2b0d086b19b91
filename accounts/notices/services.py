"""Telling people something: at once, or gathered for a digest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from integrations.mail.services import post, withdraw

from .kinds import KINDS
from .letters import of_notice, written
from .models import Notice, NoticeChoice, Pace
from .reaching import has_proved_address, reachable


@dataclass(frozen=True)
class Words:
    """What a notice says, in the language that is active; `because` says why this person is told."""

    title: str
    text: str = ""
    because: str = ""


def write_to(*, user, key: str, template: str, context: dict):
    """Send a mail that concerns this person alone, at once and once for each `key`, in their language.

    `templates/mail/<template>.txt` has the subject in its first line, then a blank line, then the text. It is given
    `context`, `user`, and `site_url` without a slash at its end. Returns the letter; None for an address that nobody
    has proved to be theirs."""
    if not has_proved_address(user):
        return None
    with translation.override(user.profile.mail_language):
        letter = written(
            template, {**context, "user": user}, because=_("You get this mail because it concerns your account.")
        )
    return post(key=f"{key}:{user.pk}", to=user.email, subject=letter.subject, text=letter.text, headers=letter.headers)


@transaction.atomic
def notify(*, users: Iterable, kind: str, key: str, words: Callable[[], Words], url: str, happened_at: datetime):
    """Tell these people, each once for `key`, as soon as each has chosen for `kind`.

    `words()` is called once for each language, with it active; `url` is a path of this site without a language."""
    people = [user for user in users if user.is_active]
    prefetch_related_objects(people, "profile")
    paces, said = _paces(people, kind), _said(people, words)
    rows = [
        Notice(
            user=user,
            key=key,
            kind=kind,
            url=url,
            happened_at=happened_at,
            pace=paces.get(user.pk, KINDS[kind].pace),
            **said[user.profile.mail_language],
        )
        for user in people
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    _mail_at_once(Notice.objects.filter(key=key, user__in=people))


def _paces(people, kind):
    """What those have chosen who have."""
    return dict(NoticeChoice.objects.filter(user__in=people, kind=kind).values_list("user", "pace"))


def _said(people, words):
    """The columns of a notice in each language that somebody reads."""
    found = {}
    for language in {user.profile.mail_language for user in people}:
        with translation.override(language):
            text = words()
            found[language] = {
                "title": str(text.title)[:300],
                "text": str(text.text),
                "because": str(text.because)[:300],
            }
    return found


def _mail_at_once(notices):
    """In the transaction in which they were made: there is never one that waits for a letter that nobody writes."""
    due = notices.waiting([Pace.AT_ONCE]).filter(user__in=reachable())
    for notice in due.select_related("user__profile"):
        with translation.override(notice.user.profile.mail_language):
            letter = of_notice(notice)
        notice.letter = post(
            key=f"notice:{notice.pk}",
            to=notice.user.email,
            subject=letter.subject,
            text=letter.text,
            headers=letter.headers,
        )
        notice.mailed_at = timezone.now()
        notice.save(update_fields=["letter", "mailed_at"])


@transaction.atomic
def choose_paces(*, user, paces: dict[str, str]):
    """How soon the person is told of each of these kinds, also of what waits to be told."""
    for kind, pace in paces.items():
        NoticeChoice.objects.update_or_create(user=user, kind=kind, defaults={"pace": pace})
        waiting = Notice.objects.filter(user=user, kind=kind).waiting([Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY])
        waiting.update(pace=Pace.DAILY if pace == Pace.AT_ONCE else pace)


@transaction.atomic
def stop(*, user, what: str):
    """No more mails of this kind, or of all kinds that come at this pace. Returns the kinds."""
    kinds = [what] if what in KINDS else [kind for kind, pace in paces_of(user).items() if pace == what]
    choose_paces(user=user, paces=dict.fromkeys(kinds, Pace.NEVER))
    told = Notice.objects.filter(user=user)
    withdraw(letters=told.filter(kind__in=kinds, letter__key__startswith="notice:").values("letter"))
    withdraw(letters=told.filter(letter__key__startswith=f"digest:{what}:").values("letter"))
    return kinds


def gets_mails(*, user, what: str) -> bool:
    """Whether mails of this kind still come, or any at this pace."""
    paces = paces_of(user)
    return paces[what] != Pace.NEVER if what in paces else what in paces.values()


def paces_of(user):
    """How soon this person is told of each kind."""
    chosen = dict(NoticeChoice.objects.filter(user=user).values_list("kind", "pace"))
    return {name: Pace(chosen.get(name, kind.pace)) for name, kind in KINDS.items()}


def mark_all_read(*, user):
    return Notice.objects.filter(user=user).unread().update(read_at=timezone.now())
