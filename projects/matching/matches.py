"""Needs as they are shown to a person, with their reasons; the same number of queries however many there are."""

from dataclasses import dataclass

from django.utils.translation import get_language

from pages.addresses import address
from pages.cards import Badge
from projects.details import load_details
from projects.models import Need, ProjectPage

from .reasons import Reason, reasons_for


@dataclass(frozen=True)
class Match:
    """`language` is that of the need's words, where it is not the reader's."""

    need_id: int
    title: str
    url: str
    text: str
    badges: list[Badge]
    notes: list[tuple[str, str]]
    reasons: list[Reason]
    title_language: str | None
    language: str | None


def matches(need_ids, wishes) -> list[Match]:
    """In this order; what is gone by now is left out. At most five queries."""
    rows = Need.objects.filter(pk__in=need_ids).select_related("region__parent").prefetch_related("skills")
    needs = {need.pk: need for need in rows}
    pages = _pages({need.project_id for need in needs.values()})
    return [
        _match(needs[key], pages[needs[key].project_id], wishes)
        for key in need_ids
        if key in needs and needs[key].project_id in pages
    ]


def _pages(project_ids):
    """Pages in the reader's words, by the key of their original."""
    originals = ProjectPage.objects.filter(pk__in=project_ids).select_related("locale")
    pages = originals.with_words_in(get_language())
    load_details([page.original for page in pages])
    return {page.original.pk: page for page in pages}


def _match(need, page, wishes):
    language = get_language()
    return Match(
        need_id=need.pk,
        title=page.title,
        url=f"{address(page, language)}#need-{need.pk}",
        text=need.text,
        badges=[Badge(str(need.get_role_display()), "now")],
        notes=list(_notes(need)),
        reasons=reasons_for(need, page.original, wishes),
        title_language="ja" if language != "ja" and page is page.original else None,
        language=None if language == "ja" else "ja",
    )


def _notes(need):
    if need.effort:
        yield "clock", need.get_effort_display()
    if need.place:
        yield "online" if need.place == "online" else "place", need.get_place_display()
    if need.region:
        yield "place", str(need.region)
