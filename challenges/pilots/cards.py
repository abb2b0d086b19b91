"""Pilots as plain values for templates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from pages.cards import Badge, Fact
from pages.templatetags.tomoni import local_date
from projects.joining.words import name_of

from .models import PilotUpdate


class Step(NamedTuple):
    """A milestone. `change_url` is for whoever may change it."""

    title: str
    badge: Badge
    due_on: date | None
    done_on: date | None
    note: str = ""
    change_url: str = ""


@dataclass(frozen=True)
class Entry:
    """An update. `change_url` is for its author, `delete_url` also for whoever runs the pilot."""

    pk: int
    day: date
    text: str
    author: str
    author_url: str
    edited_at: datetime | None
    change_url: str


def step(title, due_on, done_on, today, *, note="", change_url="") -> Step:
    return Step(title, _state(due_on, done_on, today), due_on, done_on, note, change_url)


def _state(due_on, done_on, today):
    if done_on:
        return Badge(_("done"), "alive")
    if due_on and due_on < today:
        return Badge(_("overdue"), "warn")
    return Badge(_("to come"), "quiet")


def entry(update: PilotUpdate, *, change_url="") -> Entry:
    return Entry(
        pk=update.pk,
        day=update.day,
        text=update.text,
        author=name_of(update.author),
        author_url=update.author.profile.page_url if update.author else "",
        edited_at=update.edited_at,
        change_url=change_url,
    )


def facts_of(pilot, project_title="") -> list[Fact]:
    """What is not known says so."""
    unknown = _("unknown")
    return [
        Fact(_("Partners"), partners_as_links(pilot) or unknown),
        Fact(_("Planned"), _span(pilot.begins_on, pilot.ends_on) or unknown),
        Fact(_("Really ran"), _span(pilot.began_on, pilot.ended_on) or unknown),
        Fact(_("Place"), pilot.place),
        _region(pilot.region),
        Fact(_("Project"), project_title, pilot.project.address() if project_title else ""),
    ]


def _region(region):
    return Fact(_("Region"), region.full_name, region.address()) if region else Fact(_("Region"), "")


def partners_as_links(pilot):
    rows = [(each["name"], each["url"]) for each in pilot.partners]
    linked = [
        format_html_join("", '<a href="{}" rel="nofollow noopener">{}</a>', [(url, name)]) if url else name
        for name, url in rows
    ]
    return format_html_join(_(", "), "{}", ((each,) for each in linked))


def _span(first, last):
    """From a day to a day; either may be open."""
    if not (first or last):
        return ""
    return format_html_join("", "{}", ((part,) for part in (local_date(first), " – ", local_date(last))))


def address_of_change(name, parts, pk) -> str:
    return reverse(name, args=[*parts, pk])
