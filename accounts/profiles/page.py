"""The public page of a person: the parts that they show, and nothing else."""

from dataclasses import dataclass, field

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.abilities import Role, SpokenLanguage
from accounts.models import Profile
from integrations.github.names import web_address
from pages.cards import Badge, Fact
from pages.templatetags.tomoni import number, plain_date_text

from .contributions import contributions_of

Part = Profile.Part


@dataclass(frozen=True)
class ShownPerson:
    """What the page says. `knows` and `speaks` are for programs, `github` are addresses of accounts there."""

    name: str
    introduction: str = ""
    badges: list = field(default_factory=list)
    facts: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    knows: list = field(default_factory=list)
    speaks: list = field(default_factory=list)
    github: list = field(default_factory=list)

    @property
    def has_facts(self):
        return any(fact.value for fact in self.facts)

    @property
    def tells_anything(self):
        return bool(self.introduction or self.badges or self.rows or self.has_facts)

    @property
    def headings(self):
        return [_("Repository"), _("Commits"), _("As of")]


def shown_person(profile):
    """At most five queries, and none for what is not shown."""
    shows = set(profile.public_parts)
    roles = [Role(value).label for value in profile.roles] if Part.SKILLS in shows else []
    skills = [skill.name for skill in profile.skills.all()] if Part.SKILLS in shows else []
    languages = profile.languages if Part.LANGUAGES in shows else []
    contributions = contributions_of(profile.user) if Part.CONTRIBUTIONS in shows else []
    return ShownPerson(
        name=profile.shown_name,
        introduction=profile.introduction if Part.INTRODUCTION in shows else "",
        badges=[Badge(str(label), "action") for label in roles],
        facts=[*_abilities(profile, shows, skills, languages), *_time(profile, shows)],
        rows=[_row(each) for each in contributions],
        knows=skills,
        speaks=languages,
        github=sorted({f"{web_address()}/{each.contributor.login}" for each in contributions}),
    )


def _abilities(profile, shows, skills, languages):
    yield Fact(_("Skills"), _(", ").join(skills))
    if Part.TOPICS in shows:
        yield Fact(_("Interested in"), _(", ").join(str(topic) for topic in profile.topics.all()))
    if Part.REGIONS in shows:
        yield Fact(_("Regions"), _(", ").join(str(region) for region in profile.regions.all()))
    yield Fact(_("Languages"), _(", ").join(str(SpokenLanguage(code).label) for code in languages))


def _time(profile, shows):
    if Part.AVAILABILITY in shows:
        hours = profile.hours_a_week
        text = ngettext("%(count)d hour a week", "%(count)d hours a week", hours or 0) % {"count": hours or 0}
        yield Fact(_("Time"), _(", ").join(filter(None, [profile.get_effort_display(), text if hours else ""])))
        yield Fact(_("Place"), profile.get_place_display())


def _row(contribution):
    seen = contribution.repository.latest_snapshot
    at = seen.contributors_observed_at if seen else None
    return [
        contribution.repository.full_name,
        contribution.commits,
        plain_date_text(localtime(at)) if at else number(None),
    ]
