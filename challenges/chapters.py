"""What the rooms of this floor add to a challenge's page: chapters below its words, and what a reader can do.

A room registers functions in its `apps.py`; none of them is asked in a preview."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string

from pages.cards import Action


@dataclass(frozen=True)
class Chapter:
    """`anchor` is where links lead to; the template is given `context` and nothing else."""

    anchor: str
    heading: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    html: str = ""


_chapters: list[tuple[int, Callable]] = []
_actions: list[tuple[int, Callable]] = []


def chapter(*, order: int):
    """Register a function of (original challenge, request, now), which returns a Chapter or None."""
    return _registering(_chapters, order)


def actions(*, order: int):
    """Register a function of (original challenge, request, now), which returns Actions for this reader."""
    return _registering(_actions, order)


def chapters_for(challenge, request, now) -> list[Chapter]:
    made = (function(challenge, request, now) for function in _in_order(_chapters, request))
    return [_drawn(each, request) for each in made if each is not None]


def actions_for(challenge, request, now) -> list[Action]:
    found: Iterable[Iterable[Action]] = (each(challenge, request, now) for each in _in_order(_actions, request))
    return [action for made in found for action in made]


def _registering(registered, order):
    def register(function):
        registered.append((order, function))
        return function

    return register


def _in_order(registered, request):
    if getattr(request, "is_preview", False):
        return []
    return [function for _order, function in sorted(registered, key=lambda entry: entry[0])]


def _drawn(made, request):
    html = render_to_string(made.template, made.context, request=request)
    return Chapter(made.anchor, made.heading, made.template, made.context, html)
