"""By what challenges can be compared: each knows its columns, its order and how its values are called."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from regions.models import Region

from .counts import Counts
from .querysets import apart, counted, counted_by, with_town, with_year


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

    def groups(self, challenges, now) -> list[Group]:
        """In order; what is not known comes last."""
        rows = counted_by(self.with_columns(apart(challenges)), self.columns, now)
        return sorted((self.group(row) for row in sorted(rows, key=self.place)), key=lambda group: group.key is None)

    def total(self, challenges, groups, now) -> Counts:
        """Over all of them: the groups together, for nothing is in two."""
        return Counts.sum(group.counts for group in groups)

    def group(self, row) -> Group:
        key = row[self.columns[0]]
        title = self.unknown if key is None else self.title(row)
        return Group(None if key is None else str(key), str(title), Counts.of(row))

    def with_columns(self, challenges):
        return challenges

    def place(self, row) -> tuple:
        """Where most is to be seen first."""
        return (-row["challenges"], row[self.columns[0]] or "")

    def title(self, row) -> str:
        """Names in both languages stand in the second and the third column."""
        _key, name_ja, name_en, *_more = (row[column] for column in self.columns)
        return name_en if get_language() == "en" and name_en else name_ja


class ByYear(Grouping):
    label, heading, then = gettext_lazy("by year"), gettext_lazy("Fiscal year"), "round"
    unknown = gettext_lazy("year unknown")
    columns = ("fiscal_year",)

    def with_columns(self, challenges):
        return with_year(challenges)

    def place(self, row):
        return (-(row["fiscal_year"] or 0),)

    def title(self, row):
        return year_title(row["fiscal_year"])


class ByRound(Grouping):
    label, heading, then = gettext_lazy("by round"), gettext_lazy("Round"), "region"
    unknown = gettext_lazy("in no round")
    columns = ("round__slug", "round__name_ja", "round__name_en", "round__year")

    def place(self, row):
        return (-(row["round__year"] or 0), row["round__slug"] or "")


class ByRegion(Grouping):
    """Counted by the page of the municipality; its region is looked up afterwards, once for all."""

    label, heading, then = gettext_lazy("by municipality"), gettext_lazy("Municipality"), "topic"
    unknown = gettext_lazy("place unknown")
    columns = ("above",)

    def with_columns(self, challenges):
        return with_town(challenges)

    def groups(self, challenges, now):
        parts, regions = defaultdict(list), {}
        rows = counted_by(self.with_columns(apart(challenges)), self.columns, now)
        found = {region.town: region for region in _regions_of(row["above"] for row in rows)}
        for row in rows:
            region = found.get(row["above"])
            code = region.code if region else None
            regions[code] = region
            parts[code].append(Counts.of(row))
        groups = [Group(code, _name(regions[code], self.unknown), Counts.sum(each)) for code, each in parts.items()]
        return sorted(groups, key=lambda group: (group.key is None, -group.counts.challenges, group.key))


class ByTopic(Grouping):
    label, heading, then = gettext_lazy("by topic"), gettext_lazy("Topic"), "year"
    unknown = gettext_lazy("without a topic")
    columns = ("topics__slug", "topics__name_ja", "topics__name_en")

    def total(self, challenges, groups, now):
        """A challenge may have several topics."""
        return Counts.sum(Counts.of(row) for row in counted(apart(challenges), now))


GROUPINGS: dict[str, Grouping] = {"year": ByYear(), "round": ByRound(), "region": ByRegion(), "topic": ByTopic()}
"""By the names of the filters that choose one of their groups. The first is what nobody has to ask for."""
CHOICES: Sequence[tuple[str, object]] = [(name, grouping.label) for name, grouping in GROUPINGS.items()]


def year_title(year: int) -> str:
    return _("Fiscal %(year)s") % {"year": year}


def _regions_of(towns):
    """Each with `town`, the place in the tree of its page."""
    named = Region.objects.filter(municipality_pages__path__in=list(towns)).select_related("parent")
    return named.annotate(town=F("municipality_pages__path"))


def _name(region, unknown):
    return region.full_name if region else str(unknown)
