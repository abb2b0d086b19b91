"""The sync as the task worker runs it."""

import pytest

from integrations.github.services import add_repositories
from integrations.github.tasks import sync
from tests.github_server import GitHubServer, faults


@pytest.fixture
def server(settings):
    """On the machine's own clock, as the worker is."""
    with GitHubServer() as server:
        settings.GITHUB_API_URL, settings.GITHUB_TOKEN = server.url, server.token
        server.world.add("code/a", stars=3)
        yield server


def test_task_brings_the_figures(server, commands):
    add_repositories(names=["code/a"])
    assert sync.call() == "done: 1 checked, 0 failed"
    assert commands.row("code/a")["stars"] == 3


def test_task_out_of_budget_ends_well_and_leaves_the_rest_queued(server, commands):
    add_repositories(names=["code/a"])
    server.faults = [faults.secondary("3600")]
    assert sync.call().startswith("out of budget until ")
    assert commands.row("code/a")["status"] == "pending"


def test_task_with_settings_that_cannot_work_says_so(db, settings):
    settings.GITHUB_APP_ID = "7"
    assert sync.call().startswith("stopped: GITHUB_APP_PRIVATE_KEY, GITHUB_APP_INSTALLATION_ID not set")
