"""A list that visitors filter, sort and page through. Everything is in the address, so that it can be shared."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.core.paginator import Page as PageOfResults
from django.core.paginator import Paginator
from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .cards import Card, Chip

PER_PAGE = 24


@dataclass(frozen=True)
class Listing:
    """`page_links` are (number or None for a gap, address, is the current one), `sort_links` (label, address, is the
    current one); addresses start with "?"."""

    form: Form | None
    chips: tuple[Chip, ...]
    count: int
    cards: tuple[Card, ...]
    page_obj: PageOfResults
    page_links: tuple[tuple[int | None, str, bool], ...]
    clear_url: str
    empty_message: str
    sort_links: tuple[tuple[str, str, bool], ...] = ()
    previous_url: str = ""
    next_url: str = ""

    @property
    def is_filtered(self):
        return bool(self.chips)


def listing(
    request,
    queryset,
    *,
    cards: Callable[[PageOfResults], Iterable[Card]],
    filterset=None,
    empty_message=None,
    per_page=PER_PAGE,
) -> Listing:
    """The page of `queryset` (or of what `filterset` leaves of it) that is asked for; beyond the last, the last."""
    rows = filterset.qs if filterset else queryset
    paginator = Paginator(rows, per_page)
    page = paginator.get_page(request.GET.get("page"))
    return Listing(
        form=filterset.form if filterset else None,
        chips=tuple(chips(filterset.form, request.GET)) if filterset else (),
        count=paginator.count,
        cards=tuple(cards(page)),
        page_obj=page,
        page_links=tuple(page_links(page, partial(_at_page, request.GET))),
        clear_url=request.path,
        empty_message=empty_message or _("Nothing here yet."),
        sort_links=tuple(_sort_links(filterset.form, request.GET)) if filterset else (),
        previous_url=_at_page(request.GET, page.previous_page_number()) if page.has_previous() else "",
        next_url=_at_page(request.GET, page.next_page_number()) if page.has_next() else "",
    )


def chips(form, query):
    """One for each chosen value that the form understood; what is hidden is no filter."""
    for name, field in form.fields.items():
        if field.widget.is_hidden:
            continue
        for value in query.getlist(name):
            if value.strip() and name not in form.errors:
                yield Chip(label=f"{field.label}: {_label_of(field, value)}", remove_url=_without(query, name, value))


def _label_of(field, value):
    choices = getattr(field, "choices", ())
    return next((str(label) for key, label in choices if str(key) == value), value)


def _without(query: QueryDict, name, value):
    rest = query.copy()
    rest.setlist(name, [kept for kept in rest.getlist(name) if kept != value])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"


def _sort_links(form, query):
    """From the choices of the form's hidden field "sort"; the first one needs no asking."""
    choices = form.fields["sort"].choices if "sort" in form.fields else ()
    now = form.cleaned_data.get("sort")
    for position, (value, label) in enumerate(choices):
        yield str(label), _sorted(query, value if position else ""), value == now if now else position == 0


def _sorted(query: QueryDict, value):
    there = query.copy()
    there.pop("page", None)
    there.pop("sort", None)
    if value:
        there["sort"] = value
    return f"?{there.urlencode()}"


def _at_page(query: QueryDict, number):
    there = query.copy()
    there["page"] = number
    return f"?{there.urlencode()}"


def page_links(page, url):
    """(number or None for a gap, address, is the current one); `url` makes an address of a number."""
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        is_number = isinstance(number, int)
        yield number if is_number else None, url(number) if is_number else "", number == page.number
