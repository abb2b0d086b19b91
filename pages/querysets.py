"""How pages are read: originals carry the facts, translations carry the words."""

from django.conf import settings
from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from wagtail.models import PageQuerySet, PageViewRestriction


class BasePageQuerySet(PageQuerySet):
    def originals(self):
        """Pages of the site's first language. Filters, sorting and counting look at these alone."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def for_its_page(self):
        """All that the page itself needs of rows of which it has one, in the query that finds it."""
        return self.select_related("locale")

    def for_visitors(self):
        """What anybody may see in a list."""
        return self.originals().live().open_to_all()

    def open_to_all(self):
        """Like Wagtail's `public()`, without a query of its own: no page here or above is restricted."""
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restricted = PageViewRestriction.objects.annotate(path=path).filter(path__startswith=F("page__path"))
        return self.exclude(Exists(restricted))

    def number(self):
        """How many they are, as a part of another query."""
        together = self.order_by().values(together=Value(1)).annotate(number=Count("pk", distinct=True))
        return Subquery(together.values("number"), output_field=IntegerField())

    def with_words(self, words):
        """Pages in which the search finds `words`, be it in a translation."""
        found = self.model.objects.live().search(words, order_by_relevance=False).get_queryset().open_to_all()
        return self.filter(translation_key__in=found.order_by().values("translation_key"))

    def with_words_in(self, language):
        """The page itself, or its published translation in `language` where there is one, in the same order."""
        originals = list(self)
        if language == settings.LANGUAGE_CODE or not originals:
            return [_with_facts_of(page, page) for page in originals]
        keys = [page.translation_key for page in originals]
        translations = {
            page.translation_key: page
            for page in self.model.objects.live()
            .open_to_all()
            .filter(locale__language_code=language, translation_key__in=keys)
        }
        return [_with_facts_of(page, translations.get(page.translation_key, page)) for page in originals]

    def in_words(self, language, *, in_order, most=None):
        """As `with_words_in`, but originals and translations come in one query. `in_order` is a function that sorts a
        queryset and adds what its cards need; `most` is how many pages at most."""
        first = in_order(self)[:most]
        if language == settings.LANGUAGE_CODE:
            return first.with_words_in(language)
        either = (
            self.model.objects.live().open_to_all().filter(locale__language_code__in=[settings.LANGUAGE_CODE, language])
        )
        same = either.filter(translation_key__in=first.values("translation_key")).select_related("locale")
        found = list(in_order(same))
        words = {page.translation_key: page for page in found if not page.is_original}
        return [_with_facts_of(page, words.get(page.translation_key, page)) for page in found if page.is_original]


class SpaceQuerySet(QuerySet):
    def of(self, user):
        """Those that `user` looks after, by name."""
        return self.filter(group__user=user).select_related("page").order_by("page__title", "pk")


def _with_facts_of(original, page):
    page.__dict__["original"] = original
    return page
