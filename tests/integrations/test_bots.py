"""Bots are told by type and mark, not by how a name sounds."""

import pytest

from integrations.github.bots import is_bot


@pytest.mark.parametrize(
    "who",
    [
        {"account_type": "Bot", "login": "renovate"},
        {"login": "dependabot[bot]"},
        {"name": "github-actions[bot]"},
        {"email": "49699333+dependabot[bot]@users.noreply.github.com"},
        {"login": "Town-Importer", "listed": ["town-importer"]},
    ],
)
def test_bot_is_a_bot(who):
    assert is_bot(**who) is True


@pytest.mark.parametrize(
    "who",
    [
        {},
        {"account_type": "User", "login": "talbot", "name": "Abbot", "email": "robot@tomoni.example"},
        {"login": "[bot]anist"},
    ],
)
def test_person_is_a_person(who):
    assert is_bot(**who) is False
