"""Plain text as paragraphs with links."""

import pytest

from pages.templatetags.plain_text import linked, paragraphs

REL = 'rel="nofollow ugc noopener"'


def link(url):
    return f'<a href="{url}" {REL}>{url}</a>'


def test_blank_lines_part_paragraphs_and_line_breaks_stay():
    assert paragraphs("一\n二\n\n三") == "<p>一<br>二</p>\n\n<p>三</p>"


@pytest.mark.parametrize("text", [None, ""])
def test_nothing_gives_no_paragraph(text):
    assert paragraphs(text) == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("詳しくはhttps://a.example/をご覧ください", f"詳しくは{link('https://a.example/')}をご覧ください"),
        ("See https://a.example/b.", f"See {link('https://a.example/b')}."),
        ("(https://a.example/b)", f"({link('https://a.example/b')})"),
        ("https://a.example/b_(c)", link("https://a.example/b_(c)")),
        ("https://a.example/?a=1&b=2", link("https://a.example/?a=1&amp;b=2")),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_addresses_of_the_web_become_links_that_end_where_they_end(text, html):
    assert linked(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>", "<p>&lt;script&gt;</p>"),
        ('https://a.example/"onmouseover="x', f"<p>{link('https://a.example/')}&quot;onmouseover=&quot;x</p>"),
        ("https://a.example/<b>", f"<p>{link('https://a.example/')}&lt;b&gt;</p>"),
        ("https://a.example/'x'", f"<p>{link('https://a.example/&#x27;x')}&#x27;</p>"),
    ],
)
def test_markup_comes_out_as_text(text, html):
    assert paragraphs(text) == html
