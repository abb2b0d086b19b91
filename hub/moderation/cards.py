"""What waits as plain values for the templates of the admin."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.reports.models import Report
from accounts.reports.subjects import KINDS
from pages.addresses import in_language

from .permissions import may_be_suspended_by, may_decide_about


@dataclass(frozen=True, slots=True)
class ThingCard:
    """One thing with all that is said about it. `title` is empty for what is gone; `person` wrote it."""

    key: str
    kind: str
    title: str
    text: str
    url: str
    since: object
    person: str
    may_decide: bool
    may_hide: bool
    may_suspend: bool
    reports: list = field(default_factory=list)


def thing_cards(things, reader):
    """Of a page of `reading.things()`: a query for each kind, one for the reports and one for who may be suspended."""
    things = list(things)
    subjects = _subjects(things)
    reports = _reports(things)
    authors = filter(None, (kind.author(subject) for kind, subject in subjects.values()))
    suspendable = may_be_suspended_by(reader, authors)
    return [_card(each, subjects, reports[_key(each)], reader, suspendable) for each in things]


def name_of(user):
    return user.profile.shown_name if user else _("somebody who has left the site")


def _key(thing):
    return thing["content_type_id"], thing["object_id"]


def _subjects(things):
    """(kind, row) by content type and number."""
    found = {}
    for kind in KINDS.values():
        type_id = ContentType.objects.get_for_model(kind.model, for_concrete_model=False).pk
        wanted = [each["object_id"] for each in things if each["content_type_id"] == type_id]
        rows = kind.rows(wanted) if wanted else {}
        found.update({(type_id, pk): (kind, row) for pk, row in rows.items()})
    return found


def _reports(things):
    which = Q(pk__in=[])
    for type_id, pk in map(_key, things):
        which |= Q(content_type_id=type_id, object_id=pk)
    rows = Report.objects.open().filter(which).select_related("reporter__profile").order_by("reported_at", "pk")
    found = defaultdict(list)
    for row in rows:
        found[row.content_type_id, row.object_id].append(row)
    return found


def _card(thing, subjects, reports, reader, suspendable):
    kind, subject = subjects.get(_key(thing), (None, None))
    person = kind.author(subject) if subject else None
    return ThingCard(
        key="{}.{}".format(*_key(thing)),
        kind=kind.label if kind else "",
        title=kind.title(subject) if subject else "",
        text=kind.text(subject) if subject else "",
        url=in_language(reports[0].address, get_language()),
        since=thing["since"],
        person=name_of(person) if person else "",
        may_decide=may_decide_about(reader, person),
        may_hide=subject is not None,
        may_suspend=person is not None and person.is_active and person.pk in suspendable,
        reports=[(each, name_of(each.reporter)) for each in reports],
    )
