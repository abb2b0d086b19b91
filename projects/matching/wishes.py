"""What a person has told of themselves, as far as a need can fit it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from accounts.abilities import Effort, Role, SpokenLanguage
from regions.models import Region

FROM_LITTLE_TO_MUCH = list(Effort.values)


@dataclass(frozen=True)
class Wishes:
    """Skills and topics are names by slug. What is “other” fits nothing: nobody knows what it is."""

    roles: frozenset[str] = frozenset()
    skills: dict[str, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    regions: Sequence[Region] = ()
    languages: frozenset[str] = frozenset()
    speaks_others: bool = False
    effort: str = ""
    place: str = ""

    @property
    def can_be_matched(self):
        """Time, place and language alone would fit nearly everything."""
        return bool(self.roles or self.skills or self.topics or self.regions)

    @property
    def fitting_efforts(self):
        """Those that take no longer than the person has; empty where they have not said."""
        return FROM_LITTLE_TO_MUCH[: FROM_LITTLE_TO_MUCH.index(self.effort) + 1] if self.effort else []


def wishes_of(profile) -> Wishes:
    """Three queries."""
    languages = set(profile.languages)
    return Wishes(
        roles=frozenset(profile.roles) - {Role.OTHER.value},
        skills={skill.slug: skill.name for skill in profile.skills.all()},
        topics={topic.slug: topic.name for topic in profile.topics.all()},
        regions=tuple(profile.regions.all()),
        languages=frozenset(languages - {SpokenLanguage.OTHER.value}),
        speaks_others=SpokenLanguage.OTHER.value in languages,
        effort=profile.effort,
        place=profile.place,
    )
