"""What other municipalities have made of the same thing, with the reason why it is shown."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language
from modelsearch.query import Or, PlainText

from challenges.results import results_of
from pages.addresses import address

from .words import shared, words_of

MOST = 5
MOST_LOOKED_AT = 40
"""Of each kind, by topic and by words: the best of these are shown, however many challenges there are."""

TOPIC_COUNTS = 3
FEWEST_WORDS = 2
WORDS_SHOWN = 5


@dataclass(frozen=True)
class Similar:
    """`topics` and `words` are what both have. `code` holds pairs of a name and an address: projects that work on it,
    and their repositories."""

    title: str
    url: str
    municipality: str
    stage: str
    outcome: str
    topics: list[str]
    words: list[str]
    code: list[tuple[str, str]] = field(default_factory=list)


def similar_challenges(page, limit: int = MOST) -> list[Similar]:
    """Published challenges of other municipalities that share topics or words with `page`, a draft as it is in memory.
    The closest first; of equals the one that has gone further. Nothing for a page that is not kept yet.

    The same number of queries whatever there is."""
    if not page.pk:
        return []
    topics, words = list(page.topics.all()), words_of(title=page.title, text=_text(page))
    found = _looked_at(page, topics, words)
    best = sorted(found.items(), key=lambda entry: _rank(*entry), reverse=True)[:limit]
    return _told(best, topics)


def _text(page):
    return f"{page.problem}\n{page.affected}\n{page.tried}\n{page.goal}"


def _looked_at(page, topics, words):
    """Challenges with what they share: (topics, words)."""
    pages = apps.get_model("challenges.ChallengePage").objects.for_visitors()
    elsewhere = pages.exclude(path__startswith=page.path[: -page.steplen])
    keys = {*_with_topics(elsewhere, topics), *_with_words(page, words)}
    wanted = {topic.pk for topic in topics}
    found = {}
    for each in elsewhere.filter(pk__in=keys).select_related("locale").prefetch_related("topics"):
        same = [topic for topic in each.topics.all() if topic.pk in wanted]
        both = shared(words, "\n".join((each.title, _text(each))))
        if same or len(both) >= FEWEST_WORDS:
            found[each] = (same, both)
    return found


def _with_topics(challenges, topics):
    if not topics:
        return []
    found = challenges.filter(topics__in=topics).annotate(same=Count("topics")).order_by("-same", "-pk")
    return found.values_list("pk", flat=True)[:MOST_LOOKED_AT]


def _with_words(page, words):
    """The search cannot ask who may see them: that is done with what it finds."""
    if not words:
        return []
    there = type(page).objects.live().filter(locale=page.locale_id)
    elsewhere = there.exclude(path__startswith=page.path[: -page.steplen])
    query = Or([PlainText(word) for word in words])
    return [found.pk for found in elsewhere.search(query)[:MOST_LOOKED_AT]]


def _rank(challenge, same):
    topics, words = same
    now = challenge.stage_at(timezone.now())
    return (TOPIC_COUNTS * len(topics) + len(words), bool(challenge.outcome), now == "finished", challenge.pk)


def _told(best, topics):
    challenges = [challenge for challenge, _same in best]
    names, code, now = _municipalities(challenges), _code(challenges), timezone.now()
    known = results_of(challenges)
    return [
        Similar(
            title=challenge.title,
            url=address(challenge, get_language()),
            municipality=names.get(challenge.path[: -challenge.steplen], ""),
            stage=str(challenge.stage_at(now).label),
            outcome=known[challenge.pk].said if challenge.pk in known else challenge.outcome,
            topics=[topic.name for topic in same],
            words=both[:WORDS_SHOWN],
            code=_once([*(known[challenge.pk].code if challenge.pk in known else ()), *code[challenge.pk]]),
        )
        for challenge, (same, both) in best
    ]


def _municipalities(challenges):
    paths = {challenge.path[: -challenge.steplen] for challenge in challenges}
    spaces = apps.get_model("challenges.MunicipalityPage").objects.filter(path__in=paths)
    return dict(spaces.values_list("path", "title"))


def _code(challenges):
    """Projects that visitors see, each with the repositories that are there."""
    links = apps.get_model("challenges.ChallengeProject").objects.filter(challenge__in=challenges)
    projects = apps.get_model("projects.ProjectPage").objects.for_visitors()
    shown = projects.filter(challenge_links__in=links).prefetch_related("project_repositories__repository").distinct()
    known = {project.pk: project for project in shown}
    found = defaultdict(list)
    for challenge, number in links.order_by("sort_order").values_list("challenge", "project"):
        if number in known:
            found[challenge] += _places_of(known[number])
    return found


def _once(code):
    """The outcome and the project may name the same repository; the first name stays."""
    names: dict[str, str] = {}
    for name, url in code:
        names.setdefault(url, name)
    return [(name, url) for url, name in names.items()]


def _places_of(project):
    yield project.title, address(project, get_language())
    for link in project.project_repositories.all():
        yield link.repository.full_name, link.repository.url
