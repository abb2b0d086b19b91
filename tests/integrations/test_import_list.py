"""`import_repositories`: the good lines go in, the bad ones are named."""

import io
import sys

import pytest


def _names(commands):
    return [row["full_name"] for row in commands.export()]


def test_list_takes_in_the_good_lines_and_names_the_bad(commands, import_list):
    code = import_list(
        b"# our repositories\n\ncode/one\nhttps://github.com/code/two.git\nnonsense\nCODE/ONE\n"
        b"javascript:alert(1)\ncode/three  # the third\n"
    )
    assert code == 1
    assert commands.out == "3 added, 0 known already, 1 repeated, 2 refused.\n"
    assert [line.partition(":")[0] for line in commands.err.splitlines()] == ["line 5", "line 7", "CommandError"]
    assert "(nonsense)" in commands.err
    assert _names(commands) == ["code/one", "code/two", "code/three"]


def test_list_read_again_doubles_nothing(commands, import_list):
    import_list(b"code/one\n")
    assert import_list(b"Code/One\ncode/two\n") == 0
    assert commands.out == "1 added, 1 known already, 0 repeated, 0 refused.\n"
    assert _names(commands) == ["code/one", "code/two"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_list_is_read_in_the_encodings_of_office_programs(commands, import_list, encoding):
    assert import_list("# リポジトリ\r\ncode/one\r\n".encode(encoding)) == 0
    assert _names(commands) == ["code/one"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no repository in it"),
        (b"\n# nothing\n", "no repository in it"),
        (b"code/one\n\x81\xff", "neither UTF-8 nor CP932"),
        ("code/one".encode("utf-16"), "not a text file"),
    ],
)
def test_list_that_cannot_be_used_stops_with_code_2(commands, import_list, content, reason):
    assert import_list(content) == 2
    assert reason in commands.err
    assert commands.export() == []


def test_list_that_is_not_there_stops_with_code_2(commands, tmp_path):
    assert commands.run("import_repositories", str(tmp_path / "none.txt")) == 2
    assert "Check the path" in commands.err


def test_list_comes_from_standard_input(commands, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"code/one\n")))
    assert commands.run("import_repositories", "-") == 0
    assert _names(commands) == ["code/one"]


def test_list_line_of_ten_megabytes_is_refused_in_short_words(commands, import_list):
    assert import_list(b"code/one\n" + b"x" * 10_000_000) == 1
    assert len(commands.err) < 500
    assert _names(commands) == ["code/one"]
