"""What of an object goes into the index; the two databases differ only in the form of the columns."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Manager, Model
from django.utils.encoding import force_str
from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField, BaseField, RelatedFields, SearchField
from modelsearch.utils import get_content_type_pk

from .analysis import canonical_field

IndexEntry = get_app_config().get_model("IndexEntry", require_ready=False)

# A title of this many letters counts as it is; a shorter one counts more. Fixed, so that saving a page does not
# mean reading the whole index for the average, as the stock backends do.
TITLE_LETTERS = 16


class Passage(NamedTuple):
    """The canonical text of one field, with the boost that its `SearchField` gives it."""

    text: str
    boost: float | None


class Document(NamedTuple):
    """An object as the index sees it."""

    title: list[Passage]
    body: list[Passage]
    autocomplete: list[Passage]

    @property
    def title_norm(self) -> float:
        letters = sum(len(passage.text) for passage in self.title)
        return TITLE_LETTERS / max(letters, TITLE_LETTERS / 4)


def document_of(obj: Model) -> Document:
    document = Document([], [], [])
    for field, value in _fields_and_values(obj, obj.get_search_fields()):
        text = canonical_field(as_text(value))
        if not text:
            continue
        if isinstance(field, AutocompleteField):
            document.autocomplete.append(Passage(text, None))
        elif field.field_name == "title":
            document.title.append(Passage(text, field.boost))
        else:
            document.body.append(Passage(text, field.boost))
    return document


def as_text(value: Any) -> str:
    """Return a field's value as text; the parts of lists and dictionaries do not run into each other."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return as_text(list(value.values()))
    if isinstance(value, list | tuple):
        return "\n".join(map(as_text, value))
    return force_str(value)


def _fields_and_values(obj: Model, fields: Iterable[BaseField | RelatedFields]) -> Iterator[tuple[BaseField, Any]]:
    for field in fields:
        if isinstance(field, SearchField | AutocompleteField):
            yield field, field.get_value(obj)
        elif isinstance(field, RelatedFields):
            for related in _related_objects(field.get_value(obj)):
                yield from _fields_and_values(related, field.fields)


def _related_objects(value: Any) -> Iterable[Model]:
    if isinstance(value, Manager):
        return value.all()
    if callable(value):
        value = value()
    return [] if value is None else [value]


class AnalysedIndex:
    """Goes before a stock index class and writes our columns in place of the stock ones."""

    def columns(self, document: Document) -> dict[str, Any]:
        raise NotImplementedError

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        if not model.get_search_fields():
            return
        entry = partial(IndexEntry, content_type_id=get_content_type_pk(model))
        entries = []
        for obj in objs:
            document = document_of(obj)
            entries.append(entry(object_id=str(obj.pk), title_norm=document.title_norm, **self.columns(document)))
        if entries:
            self.entries.bulk_create(
                entries,
                update_conflicts=True,
                unique_fields=["content_type", "object_id"],
                update_fields=["title_norm", *self.columns(Document([], [], []))],
            )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Leave them: they were written with the entry."""
