"""The person's own page at /accounts/: what waits for them, their projects, what needs them. Floors above add parts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.template.loader import render_to_string


@dataclass(frozen=True)
class Part:
    """A section of the page: the template is given `context` and nothing else."""

    heading: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


_registered: list[tuple[int, Callable]] = []


def part(*, order: int):
    """Register a function that is given the request and returns a Part, or None; the lowest `order` comes first."""

    def register(function):
        _registered.append((order, function))
        return function

    return register


def parts_for(request) -> list[Part]:
    made = (function(request) for _order, function in sorted(_registered, key=lambda entry: entry[0]))
    return [each for each in made if each is not None]


class Drawn(NamedTuple):
    heading: str
    html: str


def drawn_parts(request) -> list[Drawn]:
    """Each part with its own context; forms in it have the request, and so its token."""
    return [
        Drawn(each.heading, render_to_string(each.template, each.context, request=request))
        for each in parts_for(request)
    ]
