"""What a person types about a project: which fields there are, and which changes wait for a moderator."""

from django.utils.translation import gettext_lazy as _

WORDS = ("title", "purpose", "current_state", "aim", "next_steps", "how_to_join")
ENGLISH = tuple(f"{name}_en" for name in WORDS)

AT_ONCE = frozenset(
    {
        "current_state",
        "aim",
        "next_steps",
        "how_to_join",
        "status",
        "topics",
        "technologies",
        "regions",
        "languages",
        "team_name",
        "lead",
        "members",
        "current_state_en",
        "aim_en",
        "next_steps_en",
        "how_to_join_en",
    }
)
"""Changes of a published project that visitors see at once: what its owners know best and what changes often."""
AFTER_A_LOOK = frozenset({"title", "purpose", "website", "links", "repositories", "title_en", "purpose_en"})
"""Changes of a published project that a moderator looks at first: what it is, and where it leads people."""

EDITABLE = AT_ONCE | AFTER_A_LOOK

WORTH_FILLING = (
    "title",
    "purpose",
    "current_state",
    "aim",
    "next_steps",
    "how_to_join",
    "website",
    "repositories",
    "topics",
    "technologies",
    "regions",
    "languages",
)
"""What the count of completeness looks at."""

GROUPS = (
    ("what", _("What it is"), _("Only the name and the purpose are needed to submit it."), ("title", "purpose")),
    (
        "where_it_stands",
        _("Where it stands"),
        _("Write as you would tell a newcomer at an event. A few sentences are enough."),
        ("status", "current_state", "aim", "next_steps", "how_to_join"),
    ),
    (
        "where_to_find_it",
        _("Where to find it"),
        _("The code and the pages that belong to it. Leave blank what there is not."),
        ("website", "repositories", "links"),
    ),
    (
        "found_by",
        _("How people find it"),
        _("Visitors narrow the list of projects by these."),
        ("topics", "technologies", "regions", "languages"),
    ),
    (
        "people",
        _("Who is behind it"),
        _("Names that may be public. You become its owner on this site anyway."),
        ("team_name", "lead", "members"),
    ),
)


OF_A_CHANGE = {"what": "", "people": _("Names that may be public.")}
"""Explanations that are others where the project is on the site already."""


def is_filled(value) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def same(one, other) -> bool:
    """Whether two typed values mean the same: line ends, blanks around, and the order of choices are no matter."""
    return _bare(one) == _bare(other)


def _bare(value):
    if isinstance(value, (list, tuple)):
        return sorted(str(each) for each in value)
    return "\n".join(line.strip() for line in str(value or "").strip().splitlines())


def differing(before: dict, after: dict) -> set[str]:
    """Names of the fields in which they differ."""
    return {name for name in EDITABLE if not same(before.get(name), after.get(name))}


def completeness(data: dict) -> tuple[int, int]:
    """How many of the fields worth filling are filled, and how many there are."""
    return sum(is_filled(data.get(name, "")) for name in WORTH_FILLING), len(WORTH_FILLING)


def in_words(value) -> str:
    """A typed value on one line or several, for people to read."""
    return "、".join(value) if isinstance(value, list) else str(value or "")
