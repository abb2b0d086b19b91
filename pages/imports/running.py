"""One table on its way in."""

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from integrations.sheets.cells import matching_key, shortened
from integrations.sheets.errors import RowError
from integrations.sheets.reports import PASSED_OVER, UNCHANGED, Report
from integrations.sheets.tables import Record, Table
from pages.models import ImportedRow

from .kinds import Kind, RowInHand
from .merging import Plan
from .services import carry_out

LONGEST_KEY = 500
TOTALS = {"合計", "総計", "小計", "計", "total", "totals", "grand total", "sum"}


class Import:
    """Takes the records of a table one by one. What became of them is in `report`."""

    def __init__(self, *, table: Table, kind: Kind, dry_run: bool = False):
        self.table, self.kind, self.dry_run = table, kind, dry_run
        self.report = Report(table.name)
        self._places: dict[str, str] = {}
        self._places_of_pages: dict[int, str] = {}
        self._rows = {row.matching_key: row for row in ImportedRow.objects.filter(scope=kind.scope)}
        self._pages = _pages_by_name(kind)

    def take(self, record: Record) -> None:
        """Bring in one record, or refuse it; the others are not concerned."""
        name = record[self.kind.name_column]
        if _is_total(record, name):
            self.report.counts[PASSED_OVER] += 1
            return
        try:
            self._take(RowInHand(record), name)
        except RowError as error:
            self.report.refuse(record.place, name, str(error))
        except ValidationError as error:
            self.report.refuse(record.place, name, _reasons(error))
        except DatabaseError:
            reason = _("The database refused it: somebody else may be writing the same page. Run the import again.")
            self.report.refuse(record.place, name, reason)

    def _take(self, in_hand, name):
        if in_hand.record.problem:
            raise RowError(in_hand.record.problem)
        plan = self._plan(self._new_key(name), in_hand)
        self._demand_page_of_its_own(plan)
        result = plan.result
        if not self.dry_run:
            carry_out(plan=plan)
        elif result != UNCHANGED:
            self.report.previews.append(_preview(plan, in_hand.record.place, name))
        self._places[plan.key] = in_hand.record.place
        if page_id := plan.page_id:
            self._places_of_pages[page_id] = in_hand.record.place
        self.report.counts[result] += 1
        self._tell(plan, in_hand, name)

    def _new_key(self, name):
        key = matching_key(name[: LONGEST_KEY + 1])
        if not key:
            raise RowError(_("The row has no name: fill in “%(column)s”.") % {"column": self.kind.name_column})
        if len(key) > LONGEST_KEY:
            raise RowError(_("The name is too long."))
        if key in self._places:
            raise RowError(
                _("The name is there already on %(place)s. If the two are different, give them different names.")
                % {"place": self._places[key]}
            )
        return key

    def _plan(self, key, in_hand):
        plan = Plan(self.kind, key, self.kind.slug(in_hand), self.kind.read(in_hand), self._rows.get(key))
        if plan.says_the_same():
            return plan
        plan.page = self._page(plan.row, key)
        plan.compare()
        return plan

    def _demand_page_of_its_own(self, plan):
        if place := self._places_of_pages.get(plan.page_id):
            raise RowError(
                _("Its page is the one of %(place)s, which has another of its names. Keep one of the two rows.")
                % {"place": place}
            )

    def _page(self, row, key):
        pk = row.page_id if row else self._pages.get(key)
        page = self.kind.page_type.objects.get(pk=pk) if pk else None
        if page and page.locked:
            raise RowError(_("Its page is locked on the site. Unlock it there, then run the import again."))
        return page

    def _tell(self, plan, in_hand, name):
        place = in_hand.record.place
        for column, text in in_hand.remarks:
            self.report.remark(place, name, column, text)
        if plan.kept:
            kept = _("The page was here before and keeps what it says: %(fields)s.") % {"fields": ", ".join(plan.kept)}
            self.report.remark(place, name, "", kept)
        if plan.replaced:
            replaced = _(
                "Changed on the site as well as in the table: %(fields)s. "
                "The table’s words are taken; the others are in the page’s history."
            ) % {"fields": ", ".join(plan.replaced)}
            self.report.remark(place, name, "", replaced)


def _pages_by_name(kind):
    """Ids of the originals below the parent by every name that they go by; of two, the older one."""
    found: dict[str, int] = {}
    if kind.parent is None:
        return found
    for page in kind.page_type.objects.originals().child_of(kind.parent).order_by("pk"):
        for name in filter(None, kind.names(page)):
            found.setdefault(matching_key(name), page.pk)
    return found


def _is_total(record, name):
    """A row that adds up the others: called so, with figures alone beside its name."""
    others = [cell for column, cell in record.cells.items() if cell and cell != name]
    return matching_key(name[:50]) in TOTALS and all(
        cell.replace(",", "").replace(".", "").isdecimal() for cell in others
    )


def _reasons(error):
    if not hasattr(error, "message_dict"):
        return " ".join(error.messages)
    return " ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())


def _preview(plan, place, name):
    action = _("would create") if plan.is_new else _("would update")
    fields = "; ".join(f"{field}: {change}" for field, change in plan.changes.items())
    shown = _("“%(name)s”") % {"name": shortened(name)}
    return f"{action} {shown} ({place}): {fields}"
