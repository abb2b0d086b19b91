"""The same questions to our own server and, with a token, to GitHub itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integrations.github.client import GitHubClient, connect
from integrations.github.clock import Clock
from integrations.github.credentials import Token
from integrations.github.limits import Ledger
from tests.github_server import GitHubServer, World
from tests.github_server.truth import TrueContributor, TrueIssue

TOKEN = os.environ.get("GITHUB_CONTRACT_TOKEN", "")
LIVE = pytest.param(
    "github",
    marks=[
        pytest.mark.enable_socket,
        pytest.mark.skipif(not TOKEN, reason="GITHUB_CONTRACT_TOKEN is not set: GitHub itself is not asked"),
    ],
)

PLAIN, PLAIN_ID = "octocat/Hello-World", 1296269
BUSY = "python/cpython"
TOO_LARGE = "torvalds/linux"  # for GitHub to list who contributed
MOVED = "facebook/jest"  # this name leads elsewhere
NOBODY_S = "octocat/no-repository-has-this-name"


@pytest.fixture(params=["our own server", LIVE])
def client(request: pytest.FixtureRequest, settings: Any, db: None) -> Iterator[GitHubClient]:
    """The real client of the sync, with books of its own."""
    if request.param == "github":
        settings.GITHUB_API_URL = "https://api.github.com"
        yield _connected(TOKEN)
        return
    with GitHubServer() as server:
        _fill(server.world)
        settings.GITHUB_API_URL = server.url
        yield _connected(server.token)


def _connected(token: str) -> GitHubClient:
    return connect(Token(token), lambda identity: Ledger(identity, Clock()))


def _fill(world: World) -> None:
    """As much of these as the contract is about."""
    now = datetime.now(UTC).replace(microsecond=0)
    people = [TrueContributor(number, f"person-{number}", 200 - number) for number in range(1, 140)]
    world.add(
        PLAIN, github_id=PLAIN_ID, stars=3000, forks=2000, default_branch="master", license=None, files={"": ["README"]}
    )
    world.by_id[PLAIN_ID].contributors = [*people[:2], TrueContributor(None, "guest")]
    busy = world.add(
        BUSY,
        stars=70_000,
        forks=30_000,
        files={"": ["README.rst", "LICENSE"], ".github": ["CONTRIBUTING.rst", "CODE_OF_CONDUCT.md"]},
        languages={"Python": 900, "C": 500},
        topics=["python"],
        contributors=people,
        commits=[now - timedelta(hours=7 * number) for number in range(260)],
        newcomer_issues=3,
    )
    busy.issues.append(TrueIssue(9, assigned=True))
    busy.changed_at = busy.pushed_at = now
    for number in range(30):
        busy.close(busy.open(now - timedelta(days=number, hours=9)), now - timedelta(days=number))
        busy.close(
            busy.open(now - timedelta(days=number), pull=True), now - timedelta(hours=number), merged=number % 3 > 0
        )
    world.add(TOO_LARGE, too_large=True, stars=200_000)
    world.rename(world.add(MOVED, stars=44_000), "jestjs/jest")
