"""Nothing that GitHub could send breaks the reading, and nothing odd becomes a figure."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.github import parsing
from integrations.github.answers import Reply, graphql_data, moment, rate_limit
from integrations.github.errors import GitHubError, OverloadedError, RateLimitedError, RejectedError
from integrations.github.records import Absence

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["NOT_FOUND", "RATE_LIMITED"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "errors", "nodes", "r0", "path", "type", "message", "id", "rateLimit", "target"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)

NODE = {
    "id": "R_1",
    "databaseId": 1,
    "nameWithOwner": "code/a",
    "visibility": "PUBLIC",
    "isArchived": False,
    "updatedAt": "2026-01-02T03:04:05Z",
    "pushedAt": None,
    "stargazerCount": 3,
    "forkCount": 0,
    "primaryLanguage": None,
    "licenseInfo": None,
    "defaultBranchRef": None,
    "issuesOpen": {"totalCount": 1},
    "issuesClosed": {"totalCount": 1},
    "prsOpen": {"totalCount": 1},
    "prsMerged": {"totalCount": 1},
    "prsClosed": {"totalCount": 1},
    "newcomer": {"totalCount": 0, "nodes": []},
}


def _reply(body, status=200, **headers):
    return Reply(status, {name.replace("_", "-"): value for name, value in headers.items()}, json.dumps(body))


def _pulse(errors=(), **changes):
    return parsing.pulses(["R_1"], {"nodes": [NODE | changes]}, list(errors))["R_1"]


@given(anything, st.sampled_from([200, 200, 200, 403, 500]))
def test_reply_of_any_json_is_read_or_refused_by_name(body, status):
    try:
        data, errors = graphql_data(_reply(body, status))
    except GitHubError:
        return
    assert set(parsing.resolved(["code/a"], data, errors)) == {"code/a"}
    assert set(parsing.pulses(["R_1", "R_2"], data, errors)) == {"R_1", "R_2"}


@given(st.sampled_from(sorted(NODE)), anything)
def test_pulse_with_any_value_in_any_field_is_read_or_called_cut_short(field, value):
    pulse = _pulse(**{field: value})
    assert pulse is Absence.LIMITED or pulse is Absence.NOT_FOUND or pulse.github_id == pulse.github_id > 0


@pytest.mark.parametrize("count", [None, -1, True, "3", 3.0, 2**31])
def test_pulse_count_that_is_no_count_is_unknown_and_the_pulse_incomplete(count):
    assert (_pulse(stargazerCount=count).stars, _pulse(stargazerCount=count).complete) == (None, False)


def test_pulse_of_an_empty_repository_is_complete():
    pulse = _pulse()
    assert (pulse.complete, pulse.license, pulse.default_branch, pulse.head, pulse.pushed_at) == (
        True,
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, None),
        ({"spdxId": "MIT", "key": "mit"}, "MIT"),
        ({"spdxId": "NOASSERTION", "key": "other"}, "NOASSERTION"),
        ({"spdxId": None, "key": "other"}, "NOASSERTION"),
    ],
)
def test_licence_is_the_spdx_id_as_github_gives_it(given, read):
    assert _pulse(licenseInfo=given).license == read


def test_error_below_a_node_makes_its_pulse_incomplete():
    error = {"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["nodes", 0, "licenseInfo"], "message": "too much"}
    assert _pulse(errors=[error]).complete is False


@pytest.mark.parametrize(
    ("status", "headers", "message", "wait", "everything"),
    [
        (403, {"retry_after": "7"}, "You have exceeded a secondary rate limit", 7.0, True),
        (429, {}, "", None, False),
        (
            403,
            {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "1767225700"},
            "API rate limit exceeded",
            100.0,
            False,
        ),
        (429, {"x_ratelimit_remaining": "12", "x_ratelimit_reset": "1767225700"}, "Too many", 100.0, False),
        (403, {"x_ratelimit_remaining": "12", "x_ratelimit_reset": "1767225700"}, "a secondary rate limit", None, True),
        (403, {"retry_after": "Thu, 01 Jan 2026 00:00:30 GMT"}, "abuse detection mechanism", 30.0, True),
    ],
)
def test_limit_in_every_disguise_waits_as_long_as_the_server_asks(status, headers, message, wait, everything):
    reply = _reply({"message": message}, status, date="Thu, 01 Jan 2026 00:00:00 GMT", **headers)
    with pytest.raises(RateLimitedError) as limit:
        graphql_data(reply)
    assert (limit.value.wait, limit.value.everything) == (wait, everything)


def test_refused_question_is_told_from_a_server_that_gave_up():
    with pytest.raises(RejectedError):
        graphql_data(_reply({"errors": [{"message": "Field 'x' doesn't exist", "locations": [{"line": 1}]}]}))
    with pytest.raises(OverloadedError):
        graphql_data(_reply({"data": None, "errors": [{"message": "Something went wrong"}]}))


def test_rate_limit_is_counted_by_the_server_s_own_clock():
    reply = _reply(
        {},
        date="Thu, 01 Jan 2026 00:00:00 GMT",
        x_ratelimit_limit="5000",
        x_ratelimit_remaining="4990",
        x_ratelimit_reset="1767225610",
    )
    limit = rate_limit(reply, "core")
    assert (limit.resource, limit.limit, limit.remaining, limit.resets_in) == ("core", 5000, 4990, 10.0)
    assert rate_limit(_reply({}), "core") is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-01-02T03:04:05+09:00", datetime(2026, 1, 1, 18, 4, 5, tzinfo=UTC)),
        ("0001-01-01T00:00:00+23:00", None),
        ("yesterday", None),
        (None, None),
        (5, None),
    ],
)
def test_moment_is_utc_or_unknown(text, read):
    assert moment(text) == read
    assert read is None or moment(text).utcoffset() == timedelta(0)
