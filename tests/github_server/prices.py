"""What GitHub counts of a question before it answers: its price in points, its nodes, and what it will not read.

By GitHub's documentation: each connection is asked for once for each object that it hangs on, every list being as long
as its `first` or `last` allows; a hundred such requests are a point, rounded, and no question costs less than one. It
must not ask for more than 100 objects of a connection, 500,000 objects in all, or 100 ids.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    value_from_ast_untyped,
)

from .validation import parsed

CONNECTIONS = {
    "assignees",
    "comments",
    "history",
    "issues",
    "labels",
    "languages",
    "parents",
    "pullRequests",
    "repositoryTopics",
}
"""Fields whose type is a connection; a test compares them with GitHub's schema."""

MOST_OF_A_CONNECTION, MOST_IDS, MOST_NODES = 100, 100, 500_000
_PAGES = {"nodes", "edges"}


@dataclass
class Weighing:
    """One question on the scales."""

    requests: int = 0
    nodes: int = 0
    refusals: list[dict[str, Any]] = field(default_factory=list)

    @property
    def points(self) -> int:
        return max(1, (self.requests + 50) // 100)

    def refuse(self, kind: str, message: str) -> None:
        self.refusals.append({"type": kind, "message": message, "locations": [{"line": 1, "column": 1}]})


def weigh(text: str, variables: dict[str, Any], *, connections: Collection[str] = CONNECTIONS) -> Weighing:
    """Expects a document that parses."""
    document = parsed(text)
    weighing = Weighing()
    asked = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    _Walk(document, variables, weighing, connections).selections(asked.selection_set, 1)
    if weighing.nodes > MOST_NODES:
        weighing.refuse("MAX_NODE_LIMIT_EXCEEDED", f"This query requests up to {weighing.nodes} possible nodes.")
    return weighing


class _Walk:
    def __init__(
        self, document: DocumentNode, variables: dict[str, Any], weighing: Weighing, connections: Collection[str]
    ) -> None:
        found = [node for node in document.definitions if isinstance(node, FragmentDefinitionNode)]
        self.fragments = {node.name.value: node for node in found}
        self.variables, self.weighing, self.connections = variables, weighing, connections

    def selections(self, inside: SelectionSetNode | None, times: int) -> None:
        """Of objects that may be there so many times."""
        for node in inside.selections if inside else ():
            if isinstance(node, FieldNode):
                self.selections(node.selection_set, times * self._field(node, times))
            elif isinstance(node, InlineFragmentNode):
                self.selections(node.selection_set, times)
            elif isinstance(node, FragmentSpreadNode):
                self.selections(self.fragments[node.name.value].selection_set, times)

    def _field(self, node: FieldNode, times: int) -> int:
        """How many objects the field may bring each time."""
        arguments = {
            each.name.value: value_from_ast_untyped(each.value, self.variables) for each in node.arguments or ()
        }
        if node.name.value == "nodes" and "ids" in arguments:
            return self._by_ids(arguments["ids"])
        if node.name.value not in self.connections:
            return 1
        self.weighing.requests += times
        size = arguments.get("first") or arguments.get("last") or 0
        self._check(node, size)
        self.weighing.nodes += times * size
        return max(1, size)

    def _by_ids(self, ids: list[str]) -> int:
        if len(ids) > MOST_IDS:
            self.weighing.refuse("ARGUMENT_LIMIT", f"You may not provide more than {MOST_IDS} node ids.")
        self.weighing.nodes += len(ids)
        return len(ids)

    def _check(self, node: FieldNode, size: int) -> None:
        name = node.name.value
        if size > MOST_OF_A_CONNECTION:
            self.weighing.refuse("EXCESSIVE_PAGINATION", f"Requesting {size} records on the `{name}` connection.")
        inside = node.selection_set.selections if node.selection_set else ()
        if not size and any(isinstance(each, FieldNode) and each.name.value in _PAGES for each in inside):
            self.weighing.refuse("MISSING_PAGINATION_BOUNDARIES", f"`{name}` needs a `first` or `last` value.")
