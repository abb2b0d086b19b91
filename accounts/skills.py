"""Skills by the names that people type: however a name is written, it is one skill."""

import csv
import unicodedata
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.text import slugify

from .models import Skill

FILE = Path(__file__).parent / "data" / "skills.csv"
LONGEST_NAME = 60
MOST_SUGGESTED = 200
SPELLED_OUT = str.maketrans({"+": "-plus", "#": "-sharp"})


def tidy(name: str) -> str:
    """As it is shown: one width for each sign, no signs that cannot be seen, single spaces."""
    normal = unicodedata.normalize("NFKC", name)
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in normal)
    return " ".join(seen.split())


def slug_of(name: str) -> str:
    """What all spellings of a name have in common; empty where there is no letter and no digit."""
    return slugify(tidy(name).casefold().translate(SPELLED_OUT), allow_unicode=True)[:LONGEST_NAME].strip("-")


@transaction.atomic
def skills_named(names) -> list[Skill]:
    """The skills of these names, each once, in their order. Those that nobody has named before are made."""
    found = [_known(name) or _made(name) for name in names if slug_of(name)]
    return list({skill.pk: skill for skill in found}.values())


def suggested_skills() -> list[str]:
    """Names to choose from, in the reader's language: those of the list, and those that several people have chosen.

    What one person alone has typed is not shown to everybody."""
    used = Skill.objects.annotate(people_count=Count("people"))
    shown = used.filter(Q(people_count__gt=1) | Q(slug__in=listed_slugs()))
    return sorted(skill.name for skill in shown.order_by("-people_count", "slug")[:MOST_SUGGESTED])


def listed_slugs() -> list[str]:
    """Of the list that a site begins with."""
    return [row["slug"] for row in _rows()]


@transaction.atomic
def load_skills() -> int:
    """Bring in the list; what is there already stays as it is. Return how many were new."""
    known = set(Skill.objects.values_list("slug", flat=True))
    new = [Skill(**row) for row in _rows() if row["slug"] not in known]
    return len(Skill.objects.bulk_create(new))


def _rows():
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _known(name):
    folded = tidy(name).casefold()
    rows = Skill.objects.annotate(ja=Lower("name_ja"), en=Lower("name_en"))
    return rows.filter(Q(slug=slug_of(name)) | Q(ja=folded) | Q(en=folded)).order_by("pk").first()


def _made(name):
    return Skill.objects.get_or_create(slug=slug_of(name), defaults={"name_ja": tidy(name)})[0]
