"""Settings: what is missing is named with the remedy; Enterprise and Apps work."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.github_server import Fault


def test_sync_without_a_token_stops_with_code_2_and_the_remedy(commands, settings):
    settings.GITHUB_TOKEN = ""
    assert commands.sync() == 2
    assert "GITHUB_TOKEN is not set." in commands.err


@pytest.mark.parametrize("token", ["ghp_a\nb", "ghp a", "ｔｏｋｅｎ", "トークン"])
def test_token_that_cannot_be_one_stops_with_code_2_and_is_not_shown(github, commands, settings, token):
    settings.GITHUB_TOKEN = token
    commands.add("code/a")
    assert commands.sync() == 2
    assert "GITHUB_TOKEN holds signs that no token has." in commands.err
    assert token not in commands.err
    assert github.calls == []


def test_blank_around_the_token_does_no_harm(github, commands, settings):
    settings.GITHUB_TOKEN = f" {github.token}\n"
    github.world.add("code/a", stars=3)
    commands.add("code/a")
    assert commands.sync() == 0


@pytest.mark.parametrize("url", ["", "api.github.com", "ftp://api.github.com"])
def test_api_address_that_is_none_stops_with_code_2(commands, settings, url):
    settings.GITHUB_API_URL, settings.GITHUB_TOKEN = url, "t"
    assert commands.sync() == 2
    assert "GITHUB_API_URL" in commands.err


def test_server_that_has_no_github_behind_the_address_stops_with_code_2(github, commands):
    commands.add("code/a")
    github.faults = [Fault("graphql", 404, "<h1>Nothing here</h1>", {"content-type": "text/html"})]
    assert commands.sync() == 2
    assert "GitHub answered 404: no reason given. Check GITHUB_API_URL." in commands.err
    assert len(github.calls) == 1


def test_app_that_is_set_by_half_names_what_is_missing(commands, settings):
    settings.GITHUB_TOKEN, settings.GITHUB_APP_ID = "", "7"
    assert commands.sync() == 2
    assert "GITHUB_APP_PRIVATE_KEY, GITHUB_APP_INSTALLATION_ID not set" in commands.err


def test_enterprise_server_is_asked_at_its_own_addresses(github, commands, settings):
    settings.GITHUB_API_URL = f"{github.url}/api/v3/"
    github.world.add("code/a", stars=3)
    github.world.add("code/b", state="deleted")
    commands.add("code/a", "code/b")
    assert commands.sync() == 0
    assert [row["stars"] for row in commands.export()] == [3, None]
    paths = [call.path.partition("?")[0] for call in github.calls]
    assert set(paths) == {"/api/graphql", "/api/v3/repos/code/b", "/api/v3/repositories/1000/contributors"}


def test_app_installation_fetches_its_own_token(github, commands, settings):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    settings.GITHUB_TOKEN, settings.GITHUB_APP_ID, settings.GITHUB_APP_INSTALLATION_ID = "", "7", "12"
    settings.GITHUB_APP_PRIVATE_KEY = key.decode().replace("\n", "\\n")
    github.world.add("code/a", stars=3)
    commands.add("code/a")
    assert commands.sync() == 0
    assert commands.row("code/a")["stars"] == 3
    assert github.calls[0].path == "/app/installations/12/access_tokens"


def test_app_key_that_is_no_key_stops_with_code_2(github, commands, settings):
    settings.GITHUB_TOKEN, settings.GITHUB_APP_ID, settings.GITHUB_APP_INSTALLATION_ID = "", "7", "12"
    settings.GITHUB_APP_PRIVATE_KEY = "not a key"
    commands.add("code/a")
    assert commands.sync() == 2
    assert "GITHUB_APP_PRIVATE_KEY" in commands.err
