"""Which open needs fit a person, the best first; `reasons.py` says why, in words, and tests hold the two together."""

from functools import reduce
from operator import add, or_

from django.db.models import Case, F, IntegerField, Q, When

from accounts.abilities import Place, SpokenLanguage
from projects.joining.models import JoinRequest, Membership
from projects.models import Need, ProjectLanguage, ProjectPage
from projects.needs import OVER

from .models import HiddenNeed

MOST = 240
"""Nobody reads more; whoever wants to searches."""
OTHER_PLACE = {Place.ONLINE.value: Place.ON_SITE.value, Place.ON_SITE.value: Place.ONLINE.value}
NEWEST = F("asked_on").desc(nulls_last=True)


def visible_needs(today):
    """Open needs of projects that anybody may see and that have not ended."""
    projects = ProjectPage.objects.for_visitors().exclude(status__in=OVER)
    return Need.objects.open_on(today).filter(project__in=projects.values("pk"))


def fitting(user, wishes, today):
    """Keys of the needs, at most MOST: those with the most reasons first, of these the newest. One query."""
    if not wishes.can_be_matched:
        return []
    kinds = {name: kind for name, kind in _kinds(wishes).items() if kind is not None}
    about = reduce(or_, (kinds[name] for name in ("role", "skill", "region", "topic") if name in kinds))
    number = reduce(add, (Case(When(kind, then=1), default=0, output_field=IntegerField()) for kind in kinds.values()))
    needs = _not_known_to(user, visible_needs(today)).filter(about).exclude(_contradicts(wishes))
    ranked = needs.annotate(number_of_reasons=number).order_by("-number_of_reasons", NEWEST, "-pk")
    return list(ranked.values_list("pk", flat=True)[:MOST])


def _not_known_to(user, needs):
    """Without those of their own projects, those that they have asked for, and those that they do not want to see."""
    asked = JoinRequest.objects.filter(user=user).exclude(stage=JoinRequest.Stage.WITHDRAWN)
    return (
        needs.exclude(project__in=Membership.objects.filter(user=user).values("project"))
        .exclude(project__in=asked.values("project"))
        .exclude(pk__in=HiddenNeed.objects.filter(user=user).values("need"))
    )


def _kinds(wishes):
    """Each kind of reason as a condition, None where the person has said nothing that it could be about."""
    return {
        "role": Q(role__in=wishes.roles) if wishes.roles else None,
        "skill": _skill(wishes.skills) if wishes.skills else None,
        "region": _region(wishes.regions) if wishes.regions else None,
        "topic": Q(project__in=_linked("topics", topic__slug__in=wishes.topics)) if wishes.topics else None,
        "language": Q(project__in=_speaking(wishes.languages)) if wishes.languages else None,
        "time": Q(effort__in=wishes.fitting_efforts) if wishes.effort else None,
        "place": Q(place__in=[wishes.place, Place.EITHER]) if wishes.place in OTHER_PLACE else None,
    }


def _skill(slugs):
    asked_for = Need.skills.through.objects.filter(skill__slug__in=slugs)
    return Q(pk__in=asked_for.values("need")) | Q(project__in=_linked("technologies", technology__slug__in=slugs))


def _region(regions):
    """The need's own place, or else those of its project."""
    there = _linked("regions", _within("region__", regions))
    return Q(_within("region__", regions), region__isnull=False) | Q(region=None, project__in=there)


def _within(path, regions):
    """The same region, a municipality of it, or its prefecture."""
    mine = [region.code for region in regions]
    above = [region.parent_id for region in regions if region.parent_id]
    return Q(**{f"{path}code__in": [*mine, *above]}) | Q(**{f"{path}parent__in": mine})


def _linked(relation, *conditions, **fits):
    through = getattr(ProjectPage, relation).through
    return through.objects.filter(*conditions, **fits).values("projectpage")


def _speaking(languages):
    return ProjectLanguage.objects.filter(language__in=languages).values("project")


def _contradicts(wishes):
    """What goes against something that the person has said. What a need does not say goes against nothing."""
    against = Q(pk__in=[])
    if wishes.effort:
        against |= Q(~Q(effort__in=["", *wishes.fitting_efforts]))
    if wishes.place in OTHER_PLACE:
        against |= Q(place=OTHER_PLACE[wishes.place])
    if wishes.regions:
        against |= Q(_is_somewhere(), ~_region(wishes.regions), place=Place.ON_SITE)
    if wishes.languages and not wishes.speaks_others:
        anything = ProjectLanguage.objects.values("project")
        fits = _speaking([*wishes.languages, SpokenLanguage.OTHER])
        against |= Q(Q(project__in=anything), ~Q(project__in=fits))
    return against


def _is_somewhere():
    return Q(region__isnull=False) | Q(project__in=_linked("regions"))
