"""What the cells of a project's row mean: needs, roles, repositories and links."""

import pytest

from projects.imports import links_in, read_needs, repository_named, role_of
from projects.models import ProjectPage
from tests.importing import DIM, files, write

__all__ = ["files", "write"]


@pytest.mark.parametrize(
    ("cell", "needs"),
    [
        ("", []),
        ("特になし", []),
        ("エンジニア", ["エンジニア"]),
        ("・エンジニア\n・デザイナー", ["エンジニア", "デザイナー"]),
        ("・エンジニア ・デザイナー", ["エンジニア", "デザイナー"]),
        ("1. 翻訳\n2) 広報\n③ 会場\n\n- 記事 - 写真", ["翻訳", "広報", "会場", "記事", "写真"]),
        ("UI/UX デザイナー・ライター", ["UI/UX デザイナー・ライター"]),
        ("翻訳\n翻訳", ["翻訳"]),
        ("2023年度の 3 人", ["2023年度の 3 人"]),
    ],
)
def test_needs_are_one_a_line_or_bullet(cell, needs):
    assert read_needs(cell) == needs


@pytest.mark.parametrize(
    ("need", "role"),
    [
        ("エンジニア", "development"),
        ("データを扱えるエンジニア", "development"),
        ("Frontend developer", "development"),
        ("デザイナー", "design"),
        ("UI を考える人", "design"),
        ("building guides", "other"),
        ("英語への翻訳", "translation"),
        ("記事を書くライター", "writing"),
        ("データ整備", "data"),
        ("現場の声", "field"),
        ("ねこ", "other"),
    ],
)
def test_role_of_a_need_follows_its_words(need, role):
    assert role_of(need) == role


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("https://github.com/c-3lab/dim", "c-3lab/dim"),
        ("https://github.com/c-3lab/dim.git", "c-3lab/dim"),
        ("https://github.com/c-3lab/dim/", "c-3lab/dim"),
        ("https://github.com/c-3lab/dim/tree/main/docs?x=1#y", "c-3lab/dim"),
        ("http://www.github.com/c-3lab/dim", "c-3lab/dim"),
        ("github.com/c-3lab/dim", "c-3lab/dim"),
        ("git@github.com:c-3lab/dim.git", "c-3lab/dim"),
        ("ＨＴＴＰＳ：／／ｇｉｔｈｕｂ．ｃｏｍ／c-3lab／dim", "c-3lab/dim"),
        ("https://github.com/c-3lab/dim.", "c-3lab/dim"),
        ("https://github.com/c-3lab/dim。", "c-3lab/dim"),
        ("https://github.com/c-3lab", None),
        ("https://github.com/orgs/c-3lab", None),
        ("https://gist.github.com/x/1", None),
        ("https://example.org/github.com/a/b", None),
        ("https://github.com.evil.example/a/b", None),
        ("c-3lab/dim", None),
    ],
)
def test_repository_is_read_from_its_address(token, name):
    assert repository_named(token) == name


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        ("https://a.jp/x, https://b.jp/y;", ["https://a.jp/x", "https://b.jp/y"]),
        ("https://a.jp|https://b.jp｜https://c.jp・https://d.jp", [f"https://{each}.jp" for each in "abcd"]),
        ("（https://a.jp） [https://b.jp]", ["https://a.jp", "https://b.jp"]),
        ('<https://a.jp> "https://b.jp"', ["https://a.jp", "https://b.jp"]),
        ("[資料](https://a.jp/x)、コード：https://b.jp", ["[資料]", "https://a.jp/x", "コード", "https://b.jp"]),
        ("https://ja.wikipedia.org/wiki/町_(日本)", ["https://ja.wikipedia.org/wiki/町_(日本)"]),
        ("https://archive.example/2020/https://a.jp/?b=https://c.jp", None),
        ("https://a.jp/モーニング娘。 https://a.jp/x,y,z", ["https://a.jp/モーニング娘。", "https://a.jp/x,y,z"]),
        ("", []),
    ],
)
def test_links_are_found_among_the_signs_around_them(cell, links):
    assert links_in(cell) == ([cell] if links is None else links)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("", ("", [], [])),
        ("未定", ("", [], [])),
        ("https://github.com/c-3lab", ("https://github.com/c-3lab", [], [])),
        (
            "https://a.example/ https://github.com/c-3lab/dim\nhttps://github.com/C-3lab/dim/、https://b.example/x",
            ("https://a.example/", ["c-3lab/dim"], [("b.example", "https://b.example/x")]),
        ),
    ],
)
def test_links_of_a_project_go_where_they_belong(files, cell, kept):
    files(projects=[{**DIM, "project_page": cell}])
    page = ProjectPage.objects.get(title="DIM")
    repositories = [repository.full_name for repository in page.repositories]

    assert (page.website, repositories, [(link.label, link.url) for link in page.links.all()]) == kept
