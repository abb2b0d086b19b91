"""Projects that need a person, among 10,000 projects and 30,000 needs: `DATABASE_URL=… python -m tests.bench.matching`.

Works in a test database of its own. Prints for each person what fits, and the milliseconds that it takes to find out.
Exits with 1 if one takes longer than the budget; meant for an idle machine."""

import random
import sys
import time
from statistics import median

from .database import analyse_tables, own_database, say

SIZE = {"projects": 10_000, "others": 10}
BUDGET_MS = 150
ROUNDS = 9
PEOPLE = {
    "a role": {"roles": ["design"]},
    "a skill": {"skills": ["tool-1"]},
    "a city": {"regions": ["281000"]},
    "a prefecture": {"regions": ["280003"]},
    "a topic": {"topics": ["topic-0"]},
    "a busy expert": {"roles": ["data"], "skills": ["tool-2"], "effort": "hour", "place": "online"},
    "somebody at home": {"regions": ["281000"], "topics": ["topic-1"], "place": "on_site", "languages": ["ja"]},
    "everything": {
        "roles": ["development", "design", "data", "writing"],
        "skills": ["tool-1", "tool-2", "tool-3"],
        "topics": ["topic-0", "topic-3", "topic-5"],
        "regions": ["280003", "130001"],
        "languages": ["ja", "en"],
        "effort": "weekly",
        "place": "online",
    },
}


def main() -> int:
    with own_database():
        from .filling import Filling

        Filling().grow(**SIZE)
        _add_skills_and_languages()
        return measure()


def _add_skills_and_languages() -> None:
    """A skill in every second need, a language in every third project."""
    from accounts.models import Skill
    from projects.models import Need, ProjectLanguage, ProjectPage

    chance = random.Random(4)
    skills = [Skill.objects.create(slug=f"tool-{number}", name_ja=f"道具{number}") for number in range(20)]
    link = Need.skills.through
    needs = Need.objects.order_by("pk").values_list("pk", flat=True)[::2]
    link.objects.bulk_create((link(need_id=need, skill=chance.choice(skills)) for need in needs), batch_size=500)
    projects = ProjectPage.objects.originals().order_by("pk").values_list("pk", flat=True)[::3]
    languages = (ProjectLanguage(project_id=pk, language=chance.choice(["ja", "en"])) for pk in projects)
    ProjectLanguage.objects.bulk_create(languages, batch_size=500)
    analyse_tables()


def measure() -> int:
    from projects.models import Need

    say(f"{Need.objects.count():,} needs")
    say(f"{'':<20}{'fitting':>8}{'ms':>8}{'budget':>8}")
    broken = [name for name, told in PEOPLE.items() if not _report(name, **told)]
    if broken:
        say(f"Over the budget: {', '.join(broken)}")
    return 1 if broken else 0


def _report(name: str, **told) -> bool:
    from django.utils import timezone

    from projects.matching.candidates import fitting
    from projects.matching.wishes import wishes_of

    user = _somebody(name, **told)
    wishes, today = wishes_of(user.profile), timezone.localdate()
    times = []
    for _round in range(ROUNDS + 1):
        start = time.perf_counter()
        found = fitting(user, wishes, today)
        times.append((time.perf_counter() - start) * 1000)
    taken = median(times[1:])
    say(f"{name:<20}{len(found):>8}{taken:>8.0f}{BUDGET_MS:>8}")
    return taken <= BUDGET_MS


def _somebody(name: str, skills=(), topics=(), regions=(), **told):
    from accounts.models import Skill, User
    from pages.models import Topic
    from regions.models import Region

    user = User.objects.create_user(email=f"{name.replace(' ', '-')}@tomoni.example")
    for field, value in told.items():
        setattr(user.profile, field, value)
    user.profile.save()
    user.profile.skills.set(Skill.objects.filter(slug__in=skills))
    user.profile.topics.set(Topic.objects.filter(slug__in=topics))
    user.profile.regions.set(Region.objects.filter(code__in=regions))
    return user


if __name__ == "__main__":
    sys.exit(main())
