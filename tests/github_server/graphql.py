"""As much of GraphQL as the project's own queries use: it answers exactly the fields that were asked for.

Selection sets, aliases, arguments, variables, inline fragments and named fragments. A field that the object does not
have is a validation error, as on the real server.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(
    r"""(?P<skip>[\s,\ufeff]+|\#[^\n]*)|(?P<spread>\.\.\.)|(?P<punctuation>[{}()\[\]:!$=@|])
    |(?P<string>"(?:[^"\\]|\\.)*")|(?P<number>-?\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)""",
    re.VERBOSE,
)


INTERFACES = {"Tree": ("GitObject", "Node"), "Commit": ("GitObject", "Node"), "Repository": ("Node",)}


class FieldError(Exception):
    """A resolver's refusal: the field becomes null, and the error carries its path."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class ValidationError(Exception):
    """The document asks for what does not exist."""


@dataclass
class Field:
    name: str
    alias: str
    arguments: dict[str, Any]
    selections: list[Any]


@dataclass
class Spread:
    """`...Name`, or `... on Type { }` with selections of its own."""

    fragment: str | None
    type_name: str | None
    selections: list[Any]


@dataclass
class Document:
    operation: str
    selections: list[Any]
    fragments: dict[str, Spread] = field(default_factory=dict)


@dataclass(frozen=True)
class Variable:
    name: str


class Parser:
    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0

    def document(self) -> Document:
        document = Document("", [])
        while self.at < len(self.tokens):
            kind = self._take()
            if kind == "fragment":
                name, _on, type_name = self._take(), self._take(), self._take()
                document.fragments[name] = Spread(None, type_name, self._selections())
            else:
                document.operation = self._take()
                if self._peek() == "(":
                    self._skip_declarations()
                document.selections = self._selections()
        return document

    def _selections(self) -> list[Any]:
        self._take("{")
        found: list[Any] = []
        while self._peek() != "}":
            found.append(self._spread() if self._peek() == "..." else self._field())
        self._take("}")
        return found

    def _spread(self) -> Spread:
        self._take("...")
        if self._peek() != "on":
            return Spread(self._take(), None, [])
        self._take("on")
        return Spread(None, self._take(), self._selections())

    def _field(self) -> Field:
        alias = name = self._take()
        if self._peek() == ":":
            self._take(":")
            name = self._take()
        arguments = self._arguments() if self._peek() == "(" else {}
        return Field(name, alias, arguments, self._selections() if self._peek() == "{" else [])

    def _arguments(self) -> dict[str, Any]:
        return self._pairs("(", ")")

    def _pairs(self, opening: str, closing: str) -> dict[str, Any]:
        self._take(opening)
        found = {}
        while self._peek() != closing:
            name = self._take()
            self._take(":")
            found[name] = self._value()
        self._take(closing)
        return found

    def _value(self) -> Any:
        token = self._peek()
        if token == "{":
            return self._pairs("{", "}")
        if token == "[":
            return self._list()
        self._take()
        if token == "$":
            return Variable(self._take())
        return json.loads(token) if token[0] in '"-0123456789' else token

    def _list(self) -> list[Any]:
        self._take("[")
        found = []
        while self._peek() != "]":
            found.append(self._value())
        self._take("]")
        return found

    def _skip_declarations(self) -> None:
        depth = 0
        while True:
            token = self._take()
            depth += (token == "(") - (token == ")")
            if depth == 0:
                return

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self, expected: str = "") -> str:
        token = self._peek()
        if not token or (expected and token != expected):
            raise ValidationError(f"Expected {expected or 'more'}, found {token or 'the end'}")
        self.at += 1
        return token


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValidationError(f"Unexpected character {text[at]!r}")
        at = match.end()
        if match.lastgroup != "skip":
            yield match.group()


class Execution:
    """Runs one document against a root object; an object is a dict whose values may be functions of arguments."""

    def __init__(self, document: Document, variables: dict[str, Any]) -> None:
        self.document, self.variables = document, variables
        self.errors: list[dict[str, Any]] = []

    def run(self, root: dict[str, Any]) -> dict[str, Any]:
        return self._object(root, self.document.selections, [])

    def _object(self, value: dict[str, Any], selections: list[Any], path: list[Any]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for selection in selections:
            if isinstance(selection, Field):
                place = [*path, selection.alias]
                result[selection.alias] = self._resolve(value, selection, place)
            else:
                result |= self._spread(value, selection, path)
        return result

    def _spread(self, value: dict[str, Any], spread: Spread, path: list[Any]) -> dict[str, Any]:
        target = self.document.fragments[spread.fragment] if spread.fragment else spread
        kind = value.get("__typename", "")
        if target.type_name not in {None, kind, *INTERFACES.get(kind, ())}:
            return {}
        return self._object(value, target.selections, path)

    def _resolve(self, value: dict[str, Any], wanted: Field, path: list[Any]) -> Any:
        if wanted.name not in value:
            kind = value.get("__typename", "Query")
            raise ValidationError(f"Field '{wanted.name}' doesn't exist on type '{kind}'")
        found = value[wanted.name]
        if callable(found):
            found = self._call(found, wanted, path)
        return self._complete(found, wanted, path)

    def _call(self, resolver: Callable[..., Any], wanted: Field, path: list[Any]) -> Any:
        arguments = {name: self._bound(argument) for name, argument in wanted.arguments.items()}
        try:
            return resolver(**arguments)
        except FieldError as error:
            return error

    def _complete(self, found: Any, wanted: Field, path: list[Any]) -> Any:
        if isinstance(found, FieldError):
            self.errors.append({"type": found.kind, "path": path, "message": str(found)})
            return None
        if isinstance(found, list) and wanted.selections:
            return [self._complete(item, wanted, [*path, index]) for index, item in enumerate(found)]
        if isinstance(found, dict):
            return self._object(found, wanted.selections, path)
        return found

    def _bound(self, argument: Any) -> Any:
        if isinstance(argument, Variable):
            return self.variables[argument.name]
        if isinstance(argument, list):
            return [self._bound(item) for item in argument]
        if isinstance(argument, dict):
            return {name: self._bound(item) for name, item in argument.items()}
        return argument
