"""Settings: what is missing is named with the remedy; Enterprise and Apps work."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from integrations.github.credentials import AppInstallation, Stranger, Token, credentials
from tests.github_server import Fault


def app_key():
    """A new private key as one line."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return key.decode().replace("\n", "\\n")


@pytest.mark.parametrize("text", ["ghp_a,ghp_b", " ghp_a , ghp_b,", "ghp_a\nghp_b\n", "ghp_a ghp_b,ghp_a"])
def test_several_tokens_are_as_many_credentials_each_once(settings, text):
    settings.GITHUB_TOKEN = text
    assert credentials() == [Token("ghp_a"), Token("ghp_b")]


def test_tokens_and_installations_are_credentials_together(settings):
    settings.GITHUB_TOKEN, settings.GITHUB_APP_ID, settings.GITHUB_APP_PRIVATE_KEY = "ghp_a", "7", "-----\\n-----"
    settings.GITHUB_APP_INSTALLATION_ID = "12, 13 12"
    apps = [AppInstallation("7", "-----\n-----", 12), AppInstallation("7", "-----\n-----", 13)]
    assert credentials() == [Token("ghp_a"), *apps]


@pytest.mark.parametrize("text", ["", " ", ",\n"])
def test_without_any_credential_github_is_asked_as_a_stranger(settings, text):
    settings.GITHUB_TOKEN = text
    assert credentials() == [Stranger()]


def test_secrets_are_not_shown_with_their_credentials():
    shown = f"{Token('ghp_a')} {AppInstallation('7', 'the-key', 12)}"
    assert "ghp_a" not in shown
    assert "the-key" not in shown


@pytest.mark.parametrize("token", ["ghp_\x00a", "ｔｏｋｅｎ", "トークン"])
def test_token_that_cannot_be_one_stops_with_code_2_and_is_not_shown(github, commands, settings, token):
    settings.GITHUB_TOKEN = token
    commands.add("code/a")
    assert commands.sync() == 2
    assert "GITHUB_TOKEN holds signs that no token has." in commands.err
    assert token not in commands.err
    assert github.calls == []


def test_token_among_others_that_cannot_be_one_is_named_by_its_place(commands, settings):
    settings.GITHUB_TOKEN = "ghp_a, トークン"
    assert commands.sync() == 2
    assert "Token 2 of 2 in GITHUB_TOKEN holds signs that no token has." in commands.err


@pytest.mark.parametrize("number", ["12,twelve", "-1", "１２"])
def test_installation_that_is_no_number_stops_with_code_2(commands, settings, number):
    settings.GITHUB_APP_ID, settings.GITHUB_APP_PRIVATE_KEY = "7", "key"
    settings.GITHUB_APP_INSTALLATION_ID = number
    assert commands.sync() == 2
    assert "in GITHUB_APP_INSTALLATION_ID is no number of an installation." in commands.err


def test_blank_around_the_token_does_no_harm(github, commands, settings):
    settings.GITHUB_TOKEN = f" {github.token}\n"
    github.world.add("code/a", stars=3)
    commands.add("code/a")
    assert commands.sync() == 0


@pytest.mark.parametrize("url", ["", "api.github.com", "ftp://api.github.com", "http://localhost:99999", "http://[::1"])
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
    settings.GITHUB_TOKEN, settings.GITHUB_APP_ID, settings.GITHUB_APP_INSTALLATION_ID = "", "7", "12"
    settings.GITHUB_APP_PRIVATE_KEY = app_key()
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
