"""Projects that are there already and might be the same."""

import unicodedata

from rapidfuzz import fuzz, process

from integrations.github.models import Repository
from pages.addresses import address
from projects.models import ProjectPage, ProjectRepository

NEAR = 80
MOST = 5


def similar_projects(*, cleaned: dict, besides=None, language) -> list[tuple[str, str]]:
    """(title, address) of published projects with one of these repositories or nearly this title."""
    projects = ProjectPage.objects.for_visitors().exclude(pk=besides)
    ids = [*_with_repositories(projects, cleaned.get("repositories", [])), *_titled(projects, cleaned.get("title", ""))]
    found = projects.in_bulk(list(dict.fromkeys(ids))[:MOST])
    return [(page.title, address(page, language)) for page in found.values()]


def _with_repositories(projects, names):
    known = [row.pk for row in map(Repository.objects.by_name, names) if row]
    links = ProjectRepository.objects.filter(repository__in=known, project__in=projects)
    return links.values_list("project", flat=True)


def _titled(projects, title):
    wished = _bare(title)
    if not wished:
        return []
    titles = {pk: _bare(each) for pk, each in projects.values_list("pk", "title")}
    near = process.extract(wished, titles, scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST)
    return [pk for _title, _score, pk in near]


def _bare(title):
    """Without what people vary: width, case, blanks and signs."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(sign for sign in folded if sign.isalnum())
