"""Between what is typed and a project's page: each in the form of the other."""

from django.conf import settings
from django.core import signing
from wagtail.models import Locale

from integrations.github.models import Repository
from projects.models import ProjectIndexPage, ProjectLanguage, ProjectLink, ProjectPage, ProjectRepository

from .fields import ENGLISH, WORDS

SALT = "projects.bringing"


def typed_of(page, english=None) -> dict:
    """What the form would hold for this page; `english` is its translation."""
    return {
        **{name: getattr(page, name) for name in WORDS},
        **{name: getattr(english, words) if english else "" for name, words in zip(ENGLISH, WORDS, strict=True)},
        **{name: getattr(page, name) or "" for name in ("status", "website", "team_name", "lead", "members")},
        "links": "\n".join(f"{link.label} {link.url}" for link in _in_order(page.links)),
        "repositories": "\n".join(str(link) for link in _in_order(page.project_repositories)),
        "topics": [topic.slug for topic in page.topics.all()],
        "technologies": ", ".join(tool.name for tool in page.technologies.all()),
        "regions": "、".join(region.full_name_ja for region in page.regions.all()),
        "languages": [each.language for each in _in_order(page.spoken_languages)],
    }


def _in_order(rows):
    return sorted(rows.all(), key=lambda row: (row.sort_order or 0, row.pk or 0))


def write_on(page, cleaned: dict, names) -> None:
    """Put these fields of a valid form on the page, in memory."""
    for name in names:
        if name in cleaned and name not in ENGLISH:
            WRITERS.get(name, setattr_named(name))(page, cleaned[name])


def write_english_on(page, cleaned: dict, names) -> None:
    """Put the English words on the translation, in memory."""
    for name, words in zip(ENGLISH, WORDS, strict=True):
        if name in names and name in cleaned:
            setattr(page, words, cleaned[name])


def setattr_named(name):
    return lambda page, value: setattr(page, name, value)


def _set_rows(relation, model):
    def write(page, values):
        rows = [model(sort_order=order, **value) for order, value in enumerate(values)]
        getattr(page, relation).set(rows)

    return write


def _set_repositories(page, names):
    """Rows that are known already are linked, once for all names that they have had; what is not is followed when the
    page is saved."""
    found = {}
    for name in names:
        row = Repository.objects.by_name(name)
        found.setdefault(row.pk if row else name, {"name": name, "repository": row})
    _set_rows("project_repositories", ProjectRepository)(page, list(found.values()))


def _set_languages(page, codes):
    _set_rows("spoken_languages", ProjectLanguage)(page, [{"language": code} for code in codes])


WRITERS = {
    "status": lambda page, value: setattr(page, "status", value or None),
    "links": _set_rows("links", ProjectLink),
    "repositories": _set_repositories,
    "topics": lambda page, rows: page.topics.set(rows),
    "technologies": lambda page, rows: page.technologies.set(rows),
    "regions": lambda page, rows: page.regions.set(rows),
    "languages": _set_languages,
}


def list_of_projects():
    return ProjectIndexPage.objects.originals().get()


def locked_list_of_projects():
    """Until the transaction ends nobody else puts a project there."""
    return ProjectIndexPage.objects.select_for_update(of=("self",)).get(pk=list_of_projects().pk)


def new_page(cleaned: dict, names, *, owner) -> ProjectPage:
    """A page that nobody sees yet, not kept."""
    page = ProjectPage(
        title=cleaned.get("title", ""),
        live=False,
        has_unpublished_changes=True,
        owner=owner,
        locale=Locale.objects.get(language_code=settings.LANGUAGE_CODE),
    )
    write_on(page, cleaned, names)
    return page


def english_of(page) -> ProjectPage | None:
    """The translation, published or not."""
    same = ProjectPage.objects.filter(translation_key=page.translation_key, locale__language_code="en")
    return same.exclude(pk=page.pk).first()


def as_last_edited(page):
    """With every change that waits, as the moderators and the owners see it."""
    return page.get_latest_revision_as_object() if page else None


def typed_now(page) -> dict:
    """What the form would hold, with every change that waits."""
    english = english_of(page)
    return typed_of(as_last_edited(page), as_last_edited(english))


def seal_of(page, typed: dict) -> str:
    """What a form of this page showed, to be sent along with it: what is changed later is a change of that."""
    return signing.dumps([page.pk, typed], salt=SALT, compress=True)


def typed_as_seen(page, seal: str) -> dict | None:
    """What the form showed; None where the seal is not ours or of another page."""
    try:
        pk, typed = signing.loads(seal, salt=SALT)
    except signing.BadSignature:
        return None
    return typed if pk == page.pk else None
