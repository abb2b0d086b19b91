"""A publiccode.yml is read as far as it goes; what is left out is said by its key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.publiccode.documents import LONGEST
from integrations.publiccode.reading import read_publiccode
from integrations.publiccode.records import Contact, PublicCode, UnreadableError

WHOLE = """\
publiccodeYmlVersion: "0.4"
name: Decidim
url: https://github.com/codeforjapan/decidim-cfj
landingURL: https://decidim.example/
softwareVersion: 1.10
releaseDate: 2026-01-31
logo: logo.svg
platforms: [web]
categories:
  - community-management
  - e-petition
softwareType: standalone/web
developmentStatus: stable
usedBy: [加古川市, 西宮市]
description:
  en:
    localisedName: Decidim CfJ
    shortDescription: >
      Participation
      for towns
    longDescription: Long words.
    features: [Proposals, Votes]
  ja:
    shortDescription: まちのことを一緒に決める。
    longDescription: 長い説明。
    features: [提案, 投票]
legal:
  license: AGPL-3.0-or-later
maintenance:
  type: community
  contacts:
    - name: 山の会
      email: hello@decidim.example
localisation:
  localisationReady: true
  availableLanguages: [ja, en]
"""


def keys(read):
    return [remark.key for remark in read.remarks]


def test_whole_file_is_read():
    read = read_publiccode(WHOLE.encode())
    assert read.name == "Decidim"
    assert read.url == "https://github.com/codeforjapan/decidim-cfj"
    assert read.landing_url == "https://decidim.example/"
    assert read.categories == ("community-management", "e-petition")
    assert read.development_status == "stable"
    assert read.used_by == ("加古川市", "西宮市")
    assert read.licence == "AGPL-3.0-or-later"
    assert read.descriptions["en"].short == "Participation for towns"
    assert read.descriptions["ja"].features == ("提案", "投票")
    assert read.contacts == (Contact("山の会", "hello@decidim.example"),)
    assert read.available_languages == ("ja", "en")
    assert read.remarks == ()


@pytest.mark.parametrize("version", ["0.2", "0.2.2", "0.3.0", "0.4", "0.5.0"])
def test_versions_of_the_standard_are_known(version):
    assert read_publiccode(f"publiccodeYmlVersion: '{version}'\nname: x").remarks == ()


def test_version_that_is_not_known_is_remarked_and_the_rest_read():
    read = read_publiccode("publiccodeYmlVersion: '9'\nname: x")
    assert (read.name, keys(read)) == ("x", ["publiccodeYmlVersion"])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("surprise: 1", "surprise"),
        ("name: [a, b]", "name"),
        ("url: ftp://x.example", "url"),
        ("categories: food", "categories"),
        ("categories: [[a]]", "categories"),
        ("description: words", "description"),
        ("description: {ja: words}", "description.ja"),
        ("description: {ja: {colour: red}}", "description.ja.colour"),
        ("maintenance: {contacts: me}", "maintenance.contacts"),
        ("legal: [MIT]", "legal"),
        (f"name: {'x' * 300}", "name"),
    ],
)
def test_what_cannot_be_used_is_remarked_by_its_key(text, key):
    read = read_publiccode(f"publiccodeYmlVersion: '0.4'\n{text}")
    assert keys(read) == [key]


LAUGHS = "a0: &a0 [lol, lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"- a list",
        b"just words",
        b"a: [unclosed",
        b"a: b\n---\nc: d",
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"a: \x00b",
        "名前: 給食".encode("shift_jis"),
        "name: 給食".encode("utf-16"),
        LAUGHS.encode(),
        b"[" * 100_000,
        b"{" * 100_000,
        b"a: " + b"{a: " * 50 + b"1" + b"}" * 50,
        b"- x\n" * 20_000,
        b"x" * (LONGEST + 1),
        "あ" * LONGEST,
        b"? [a]\n: b",
        b"name: x\ndescription: &d {ja: *d}",
        b"a: !!python/object/apply:os.system [ls]\n- b",
    ],
)
def test_what_is_no_such_file_is_refused_with_words(content):
    with pytest.raises(UnreadableError) as refused:
        read_publiccode(content)
    assert str(refused.value)


def test_nothing_is_built_from_tags():
    assert read_publiccode("name: !!python/object/apply:os.system [ls]").name == ""


def test_numbers_dates_and_words_that_look_like_truth_stay_as_they_were_written():
    assert read_publiccode("name: 1.10").name == "1.10"
    assert read_publiccode("name: 2026-13-45").name == "2026-13-45"
    assert read_publiccode("name: no").name == "no"


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_whatever_comes_is_read_or_refused(content):
    try:
        read = read_publiccode(content)
    except UnreadableError as error:
        read, said = None, str(error)
    assert said if read is None else isinstance(read, PublicCode)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
known = st.sampled_from(
    ["name", "url", "description", "legal", "maintenance", "localisation", "categories", "usedBy", "developmentStatus"]
)


@given(st.dictionaries(known, values, min_size=1))
def test_whatever_stands_at_a_known_key_is_read_or_remarked(content):
    import yaml

    read = read_publiccode(yaml.safe_dump(content, allow_unicode=True))
    assert isinstance(read.name, str)
    assert all(isinstance(text, str) for text in (*read.categories, *read.used_by))
