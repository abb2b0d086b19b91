"""Why a need is shown to a person: each reason is a sentence that the person can check."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.abilities import Place


@dataclass(frozen=True)
class Reason:
    kind: str
    text: str


def reasons_for(need, project, wishes) -> list[Reason]:
    """`project` is an original page with its details, `need` comes with its skills and its region."""
    said = {
        "role": _role(need, wishes),
        "skill": _skills(need, project, wishes),
        "region": _region(need, project, wishes),
        "topic": _topics(project, wishes),
        "language": _languages(project, wishes),
        "time": _time(need, wishes),
        "place": _place(need, wishes),
    }
    return [Reason(kind, text) for kind, text in said.items() if text]


def _role(need, wishes):
    if need.role in wishes.roles:
        return _("What is needed is %(role)s, which you like to do") % {"role": need.get_role_display()}
    return ""


def _skills(need, project, wishes):
    slugs = [*(skill.slug for skill in need.skills.all()), *(each.slug for each in project.details.technologies)]
    known = [wishes.skills[slug] for slug in dict.fromkeys(slugs) if slug in wishes.skills]
    return _("You know %(skills)s") % {"skills": _(", ").join(known)} if known else ""


def _region(need, project, wishes):
    places = [need.region] if need.region_id else project.details.regions
    for place in places:
        for mine in wishes.regions:
            if text := _where(place, mine):
                return text
    return ""


def _where(place, mine):
    """A prefecture covers its municipalities; their codes begin with the same two digits."""
    if place.code == mine.code or (place.parent is None and place.code[:2] == mine.code[:2]):
        return _("It is about %(region)s, where you are") % {"region": place}
    if mine.parent_id is None and place.code[:2] == mine.code[:2]:
        return _("It is about %(place)s in %(region)s, where you are") % {"place": place.name, "region": mine}
    return ""


def _topics(project, wishes):
    known = [wishes.topics[topic.slug] for topic in project.details.topics if topic.slug in wishes.topics]
    return _("It is about %(topics)s, which interests you") % {"topics": _(", ").join(known)} if known else ""


def _languages(project, wishes):
    known = [each for each in project.details.spoken_languages if each.language in wishes.languages]
    names = _(", ").join(each.get_language_display() for each in known)
    return _("You can take part in %(languages)s") % {"languages": names} if known else ""


def _time(need, wishes):
    if need.effort and need.effort in wishes.fitting_efforts:
        return _("It takes %(effort)s, which you have time for") % {"effort": need.get_effort_display()}
    return ""


def _place(need, wishes):
    if wishes.place == Place.ONLINE and need.place in {Place.ONLINE, Place.EITHER}:
        return _("You can help online, as you wish")
    if wishes.place == Place.ON_SITE and need.place in {Place.ON_SITE, Place.EITHER}:
        return _("You can help on site, as you wish")
    return ""
