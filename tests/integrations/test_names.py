"""What people paste, and the repository they mean."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from integrations.github.names import (
    RESERVED_OWNERS,
    InvalidRepositoryName,
    parse_repository_name,
)

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

owners = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}", fullmatch=True).filter(
    lambda owner: owner.lower() not in RESERVED_OWNERS
)
names = st.from_regex(r"[A-Za-z0-9._-]{1,90}", fullmatch=True).filter(
    lambda name: name not in {".", ".."} and not name.lower().endswith(".git")
)
prefixes = st.sampled_from(
    [
        "",
        "https://github.com/",
        "http://github.com/",
        "https://www.github.com/",
        "HTTPS://GitHub.COM/",
        "github.com/",
        "www.github.com/",
        "git@github.com:",
        "ssh://git@github.com/",
        "ssh://git@github.com:22/",
        "git://github.com/",
        "git+https://github.com/",
        "https://user:secret@github.com/",
        "//github.com/",
    ]
)
suffixes = st.sampled_from(
    ["", "/", ".git", ".git/", "/issues/3", "/tree/main", "?tab=readme-ov-file", "#readme", "/blob/main/a.md#L3"]
)
blanks = st.text(" \t\n\r\u3000\u200b\ufeff", max_size=3)


def _full_width(text):
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


@given(owners, names, prefixes, suffixes, blanks, blanks, st.booleans())
def test_name_is_read_from_any_address_of_it(owner, name, prefix, suffix, before, after, wide):
    text = f"{prefix}{owner}/{name}{suffix}"
    assert parse_repository_name(before + (_full_width(text) if wide else text) + after) == f"{owner}/{name}"


@given(st.text(max_size=200))
@example("javascript:alert(1)//github.com/a/b")
@example("https://github.com:evil@other.example/a/b")
@example("a/b\nc/d")
def test_name_of_any_text_is_either_well_formed_or_refused_with_words(text):
    found, refusal = _read(text)
    assert set(found) <= set(LETTERS + "-_./")
    assert (found.count("/"), refusal) == (1, "") or (found == "" and refusal.isprintable() and len(refusal) < 400)


def _read(text):
    try:
        return parse_repository_name(text), ""
    except InvalidRepositoryName as error:
        return "", str(error)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "javascript:alert(1)",
        "javascript://github.com/a/b",
        "data:text/html,github.com/a/b",
        "ftp://github.com/a/b",
        "https://gist.github.com/someone/abcdef",
        "https://gitlab.com/code/for-japan",
        "gitlab.com/code/for-japan",
        "https://github.com.evil.example/a/b",
        "https://raw.githubusercontent.com/a/b/main/c",
        "git@gitlab.com:code/for-japan.git",
        "codeforjapan",
        "https://github.com/codeforjapan",
        "https://github.com/",
        "github.com",
        "https://github.com/orgs/codeforjapan/repositories",
        "https://github.com/topics/civic-tech",
        "settings/tokens",
        "code for/japan",
        "-code/japan",
        "コード/日本",
        "code/japan!",
        "code/..",
        "code/.git",
        f"{'o' * 40}/name",
        f"owner/{'n' * 101}",
        "owner/" + "n" * 10_000_000,
        "code/ja\x00pan",
        "https://[::1/a/b",
    ],
)
def test_name_that_is_none_is_refused(text):
    with pytest.raises(InvalidRepositoryName):
        parse_repository_name(text)


def test_name_on_an_enterprise_server_is_read_when_the_api_is_there(settings):
    settings.GITHUB_API_URL = "https://git.city.example/api/v3"
    assert parse_repository_name("https://git.city.example/it/portal.git") == "it/portal"
    settings.GITHUB_API_URL = "https://api.github.com"
    with pytest.raises(InvalidRepositoryName, match=r"github\.com"):
        parse_repository_name("https://git.city.example/it/portal.git")


def test_name_refusal_says_what_to_type(settings):
    with pytest.raises(InvalidRepositoryName) as refusal:
        parse_repository_name("codeforjapan")
    assert "codeforjapan/decidim-cfj" in str(refusal.value)
