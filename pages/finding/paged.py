"""Sources whose things are pages: an original with what a translation says of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils.timezone import localdate
from modelsearch.index import SearchField
from wagtail.models import Page

from pages.addresses import address

from .pending import changed
from .records import Record, Tags
from .sources import Source

ENGLISH = "en"


@dataclass(frozen=True)
class Facts:
    """What the search is told of a page besides its words."""

    tags: Tags = frozenset()
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    stages: tuple[tuple[datetime | None, str], ...] = ()
    active_on: date | None = None
    due_at: datetime | None = None
    shown: dict = field(default_factory=dict)


class PageSource(Source):
    """Published originals of one type that are open to all."""

    model: type[Page]
    kind = ""
    told_apart: frozenset[str] = frozenset()
    """What the search of pages holds of them and their entries do not: it has entries of its own."""

    def facts(self, pages: list[Page]) -> dict[int, Facts]:
        """Of each page by its key, in a number of queries that does not grow."""
        return {page.pk: Facts(active_on=day_of(page.last_published_at)) for page in pages}

    def keys(self) -> Iterable[int]:
        return self.model.objects.for_visitors().order_by("pk").values_list("pk", flat=True)

    def is_told_by(self, page_type: type[Page]) -> bool:
        return issubclass(page_type, self.model)

    def about(self, pages: QuerySet[Page]) -> Iterable[int]:
        return self.model.objects.originals().filter(same_as(pages)).values_list("pk", flat=True)

    def records(self, keys: list) -> dict[int, Record]:
        pages = list(self.model.objects.for_visitors().filter(pk__in=keys).select_related("locale"))
        translations = self.translations_of(pages)
        facts = self.facts(pages)
        return {page.pk: self._record(page, translations.get(page.translation_key), facts[page.pk]) for page in pages}

    def translations_of(self, pages: list[Page]) -> dict:
        keys = [page.translation_key for page in pages]
        found = self.model.objects.live().open_to_all().filter(locale__language_code=ENGLISH, translation_key__in=keys)
        return {page.translation_key: page for page in found}

    def _record(self, page, translation, facts):
        return Record(
            kind=self.kind,
            title=page.title,
            title_en=translation.title if translation else "",
            texts=(*self._texts_of(page), *facts.texts),
            texts_en=tuple(self._texts_of(translation)) if translation else (),
            path=address(page, settings.LANGUAGE_CODE),
            tags=facts.tags,
            names=facts.names,
            stages=facts.stages,
            active_on=facts.active_on,
            newest_at=page.first_published_at,
            due_at=facts.due_at,
            shown=facts.shown,
        )

    def _texts_of(self, page: Page) -> Iterator[str]:
        """Its summary, then what the search of pages holds of the page itself."""
        yield page.summary() or ""
        for each in page.search_fields:
            if isinstance(each, SearchField) and each.field_name not in {"title", *self.told_apart}:
                value = each.get_value(page)
                yield "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")

    def watch(self) -> None:
        """Hear of every save and deletion. A translation changes the entry of its original."""
        uid = f"finding.{self.name}"
        post_save.connect(self._on_change, sender=self.model, dispatch_uid=uid, weak=False)
        post_delete.connect(self._on_change, sender=self.model, dispatch_uid=uid, weak=False)

    def _on_change(self, sender, instance, **kwargs):
        if not kwargs.get("raw"):
            same = sender.objects.filter(translation_key=instance.translation_key)
            changed(self.name, {instance.pk, *same.values_list("pk", flat=True)})


def same_as(pages: QuerySet[Page]) -> Q:
    """These pages and their other languages."""
    return Q(translation_key__in=pages.order_by().values("translation_key"))


def day_of(moment: datetime | None) -> date | None:
    """In Japan."""
    return localdate(moment) if moment else None
