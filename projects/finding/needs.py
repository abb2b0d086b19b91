"""Needs that are open: nobody is sent to another."""

from collections import defaultdict
from datetime import datetime, time

from django.utils.timezone import localdate, make_aware

from accounts.abilities import Place
from pages.finding.paged import same_as
from pages.finding.records import Record
from pages.finding.sources import Source, found_by_search
from projects.models import Need, ProjectPage
from regions.finding import places_shown, region_names, region_tags

from .projects import homes_of


@found_by_search
class NeedSource(Source):
    name = "need"

    def is_told_by(self, page_type):
        return issubclass(page_type, ProjectPage)

    def about(self, pages):
        return needs_of(ProjectPage.objects.filter(same_as(pages)))

    def keys(self):
        return Need.objects.open_on(localdate()).order_by("pk").values_list("pk", flat=True)

    def records(self, keys):
        needs = list(Need.objects.open_on(localdate()).filter(pk__in=keys))
        homes = homes_of({need.project_id for need in needs})
        skills = _skills([need.pk for need in needs])
        asking = [need for need in needs if need.project_id in homes]
        codes = {need.pk: _where(need, homes[need.project_id]) for need in asking}
        names = region_names(code for each in codes.values() for code in each)
        return {
            need.pk: _need_record(need, homes[need.project_id], skills[need.pk], codes[need.pk], names)
            for need in asking
        }


def _where(need, home):
    """Its own place, or that of its project."""
    return [need.region_id] if need.region_id else home.regions


def _skills(ids):
    found = defaultdict(list)
    rows = Need.skills.through.objects.filter(need__in=ids).order_by("skill__slug")
    for need, *skill in rows.values_list("need", "skill__slug", "skill__name_ja", "skill__name_en"):
        found[need].append(skill)
    return found


def _need_record(need, home, skills, codes, names):
    since = need.asked_on or need.confirmed_on
    return Record(
        kind="need",
        title=need.text,
        texts=(*home.texts, *(text for _slug, ja, en in skills for text in (ja, en))),
        path=f"{home.shown[2]}#need-{need.pk}",
        tags=frozenset(_need_tags(need, home, skills, codes)),
        active_on=need.confirmed_on or need.asked_on,
        expires_on=need.expires_on,
        newest_at=_midnight(since),
        shown={
            "what": "need",
            "role": need.role,
            "project": home.shown,
            "effort": need.effort,
            "place": need.place,
            "skills": [[ja, en] for _slug, ja, en in skills],
            "asked_on": _iso(need.asked_on),
            "confirmed_on": _iso(need.confirmed_on),
            **places_shown([need.region_id] if need.region_id else [], names),
        },
    )


def _need_tags(need, home, skills, codes):
    yield from (tag for tag in home.tags if tag[0] != "region")
    yield from region_tags(codes)
    yield ("role", need.role)
    yield from (("skill", slug) for slug, _ja, _en in skills)
    if need.effort:
        yield ("effort", need.effort)
    if need.place in {Place.ONLINE, Place.EITHER}:
        yield ("place", "online")
    if need.place in {Place.ON_SITE, Place.EITHER}:
        yield ("place", "on_site")


def _iso(day):
    return day.isoformat() if day else None


def _midnight(day):
    return make_aware(datetime.combine(day, time.min)) if day else None


def needs_of(projects):
    """The keys of all their needs."""
    return Need.objects.filter(project__in=projects).values_list("pk", flat=True)
