"""What can be reported. Floors above register their kinds: this one knows none of their models."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.db.models import Model
from django.urls import reverse

_signer = Signer(salt="accounts.reports")


@dataclass(frozen=True)
class Kind:
    """A kind of thing. The functions are given one of its rows.

    `address` is a path of this site without a language, `author` the account that wrote it, or None."""

    name: str
    model: type[Model]
    label: object
    title: Callable
    text: Callable
    address: Callable
    may_see: Callable
    author: Callable
    related: tuple[str, ...] = ()

    def rows(self, pks):
        """By their number, in one query."""
        return self.model._base_manager.select_related(*self.related).in_bulk(pks)  # noqa: SLF001


KINDS: dict[str, Kind] = {}


def reportable(kind: Kind) -> None:
    KINDS[kind.name] = kind


def kind_of(subject) -> Kind:
    return next(kind for kind in KINDS.values() if isinstance(subject, kind.model))


def reference(name: str, pk: int) -> str:
    """Names a thing in an address; nobody can make one up."""
    return _signer.sign(f"{name}.{pk}")


def report_path(name: str, pk: int) -> str:
    """Of the form to report it with, in the language of the reader. Costs no query."""
    return f"{reverse('report')}?about={reference(name, pk)}"


def from_reference(text: str):
    """(kind, row), or None for what nobody signed, or what is gone."""
    try:
        name, _dot, pk = _signer.unsign(text).partition(".")
    except BadSignature:
        return None
    kind = KINDS.get(name)
    subject = kind.rows([int(pk)]).get(int(pk)) if kind else None
    return (kind, subject) if subject else None
