"""By what challenges can be compared: each knows its columns, its order and how its values are called."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.models import Region

from .counts import Counts
from .querysets import apart, counted_by, with_region, with_year


@dataclass(frozen=True)
class Group:
    """`key` is its value as filters and addresses have it, None where it is not known; `title` is for readers."""

    key: str | None
    title: str
    counts: Counts


class Grouping:
    """`then` is the way to compare the challenges of one of its groups."""

    label = heading = unknown = then = ""
    columns: tuple[str, ...] = ()

    def groups(self, challenges, now) -> list[dict]:
        """Rows with the numbers, in order; what is not known comes last."""
        rows = counted_by(self.with_columns(apart(challenges)), self.columns, now)
        return sorted(rows, key=lambda row: (row[self.columns[0]] is None, self.place(row)))

    def named(self, rows) -> list[Group]:
        titles = self.titles(rows)
        keys = [row[self.columns[0]] for row in rows]
        return [
            Group(None if key is None else str(key), titles.get(key, str(self.unknown)), Counts.of(row))
            for key, row in zip(keys, rows, strict=True)
        ]

    def with_columns(self, challenges):
        return challenges

    def place(self, row) -> tuple:
        """Where most is to be seen first."""
        return (-row["challenges"], row[self.columns[0]] or "")

    def titles(self, rows) -> dict:
        """Names in both languages stand in the second and the third column."""
        key, name_ja, name_en, *_more = self.columns
        english = get_language() == "en"
        return {row[key]: (english and row[name_en]) or row[name_ja] for row in rows if row[key] is not None}


class ByYear(Grouping):
    label, heading, then = gettext_lazy("by year"), gettext_lazy("Fiscal year"), "round"
    unknown = gettext_lazy("year unknown")
    columns = ("fiscal_year",)

    def with_columns(self, challenges):
        return with_year(challenges)

    def place(self, row):
        return (-(row["fiscal_year"] or 0),)

    def titles(self, rows):
        years = [row["fiscal_year"] for row in rows]
        return {year: year_title(year) for year in years if year is not None}


class ByRound(Grouping):
    label, heading, then = gettext_lazy("by round"), gettext_lazy("Round"), "region"
    unknown = gettext_lazy("in no round")
    columns = ("round__slug", "round__name_ja", "round__name_en", "round__year")

    def place(self, row):
        return (-(row["round__year"] or 0), row["round__slug"] or "")


class ByRegion(Grouping):
    label, heading, then = gettext_lazy("by municipality"), gettext_lazy("Municipality"), "topic"
    unknown = gettext_lazy("place unknown")
    columns = ("region",)

    def with_columns(self, challenges):
        return with_region(challenges)

    def titles(self, rows):
        codes = [row["region"] for row in rows if row["region"]]
        regions = Region.objects.filter(pk__in=codes).select_related("parent") if codes else []
        return {region.pk: region.full_name for region in regions}


class ByTopic(Grouping):
    label, heading, then = gettext_lazy("by topic"), gettext_lazy("Topic"), "year"
    unknown = gettext_lazy("without a topic")
    columns = ("topics__slug", "topics__name_ja", "topics__name_en")


GROUPINGS: dict[str, Grouping] = {"year": ByYear(), "round": ByRound(), "region": ByRegion(), "topic": ByTopic()}
"""By the names of the filters that choose one of their groups. The first is what nobody has to ask for."""
CHOICES: Sequence[tuple[str, object]] = [(name, grouping.label) for name, grouping in GROUPINGS.items()]


def year_title(year: int) -> str:
    return _("fiscal %(year)s") % {"year": year}
