"""Writes: entries are made anew from what they stand for. What has not changed is not written."""

import time
from collections.abc import Callable, Iterable
from itertools import islice
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal
from modelsearch.backends import get_search_backend

from pages.search.indexing import IndexEntry

from .models import Entry, Part
from .parts import LABELS_PART, LOCK, number_of
from .sources import BATCH, SOURCES
from .spelling import forget_words_out_of_use, learn_words

entries_changed = Signal()
"""Sent within the transaction that changes entries: pages that showed the old ones will be out of date."""

KEPT = [
    field.name
    for field in Entry._meta.concrete_fields  # noqa: SLF001  documented by Django
    if field.name not in {"id", "source", "key", "added_at"}
]


def refresh(*, source: str, keys: Iterable) -> int:
    """Make the entries of these things what the things are now. Returns how many changed."""
    waiting = iter(dict.fromkeys(keys))
    changed, now = 0, int(time.time())
    while batch := list(islice(waiting, BATCH)):
        changed += _refresh(source, batch, now)
    return changed


@transaction.atomic
def _refresh(source, keys, added_at=None):
    """Whoever comes second waits here and then reads what is true by then. Without `added_at` what is new here is taken
    to be as old as the thing itself."""
    Part.objects.select_for_update().get_or_create(number=LOCK, defaults={"mark": ""})
    wanted = {str(key): record.entry(source, str(key)) for key, record in SOURCES[source].records(keys).items()}
    known = {entry.key: entry for entry in _kept(source, keys)}
    gone = [entry.pk for key, entry in known.items() if key not in wanted]
    changed = [entry for key, entry in wanted.items() if key not in known or known[key].digest != entry.digest]
    reworded = [
        entry for entry in changed if entry.key not in known or known[entry.key].words_digest != entry.words_digest
    ]
    _remove(gone)
    _write(changed, known, added_at)
    _index(reworded)
    _mark({*gone, *(entry.pk for entry in changed)})
    if gone or changed:
        entries_changed.send(sender=Entry)
    return len(gone) + len(changed)


def _kept(source, keys):
    return Entry.objects.filter(source=source, key__in=map(str, keys)).only("key", "digest", "words_digest")


def _remove(ids):
    if ids:
        IndexEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Entry), object_id__in=map(str, ids)
        ).delete()
        Entry.objects.filter(pk__in=ids)._raw_delete(Entry.objects.db)  # noqa: SLF001  nothing points to an entry


def _write(entries, known, added_at):
    new = [entry for entry in entries if entry.key not in known]
    old = [entry for entry in entries if entry.key in known]
    for entry in old:
        entry.pk = known[entry.key].pk
    for entry in new:
        entry.added_at = added_at or entry.newest_at or 0
    Entry.objects.bulk_create(new)
    Entry.objects.bulk_create(old, update_conflicts=True, unique_fields=["id"], update_fields=KEPT)


def _index(entries):
    if entries:
        get_search_backend().add_bulk(Entry, entries)
        learn_words(entries)


def _mark(ids):
    _mark_parts({number_of(pk) for pk in ids})


def _mark_parts(numbers):
    """In order, so that two who mark the same parts do not wait for one another."""
    parts = [Part(number=number, mark=uuid4().hex) for number in sorted(numbers)]
    Part.objects.bulk_create(parts, update_conflicts=True, unique_fields=["number"], update_fields=["mark"])


def labels_changed() -> None:
    """A topic, a skill or a technology has got another name."""
    _mark_parts({LABELS_PART})


def rebuild(each: Callable = lambda _label, rows: rows) -> dict[str, int]:
    """Compare every entry with what it stands for. Returns how many of each source changed.

    `each(label, rows)` passes the rows through; a command shows with it how far it is."""
    changed = dict.fromkeys(SOURCES, 0)
    for name, source in SOURCES.items():
        known = Entry.objects.filter(source=name).values_list("key", flat=True)
        keys = sorted({*map(str, source.keys()), *known})
        batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
        for batch in each(name, batches):
            changed[name] += _refresh(name, batch)
    forget_words_out_of_use()
    labels_changed()
    return changed


def is_built() -> bool:
    return Entry.objects.exists()
