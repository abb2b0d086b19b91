"""What a visitor sees of a page, for tests."""

import re
from html import unescape
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "use", "path"}


class _Texts(HTMLParser):
    """The texts of the elements that have one class or tag, in their order."""

    def __init__(self, wanted):
        super().__init__()
        self.wanted, self.depth, self.texts = wanted, 0, []

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        classes = (dict(attributes).get("class") or "").split()
        if self.depth:
            self.depth += 1
        elif self.wanted == tag or self.wanted in classes:
            self.depth = 1
            self.texts.append("")

    def handle_endtag(self, tag):
        if self.depth and tag not in VOID:
            self.depth -= 1

    def handle_data(self, data):
        if self.depth:
            self.texts[-1] += data


def texts(response, wanted):
    """`wanted` is a class or a tag's name."""
    reader = _Texts(wanted)
    reader.feed(response.content.decode())
    return [" ".join(text.split()) for text in reader.texts]


def titles(response):
    """The titles of the cards."""
    return texts(response, "card__title")


def links(response):
    """Every address that the page leads to."""
    return [unescape(each) for each in re.findall(r'<a [^>]*href="([^"]*)"', response.content.decode())]


def facts(response):
    """The rows of definition lists, label and value; the last one of a label wins."""
    return dict(zip(texts(response, "dt"), texts(response, "dd"), strict=False))


def show(client, project, language="ja"):
    """The page of a project."""
    prefix = "/en" if language == "en" else ""
    return client.get(f"{prefix}/projects/{project.slug}/")


def values(response):
    """What stands beside each row's name in the table of repositories, a list a row."""
    table = response.content.decode().partition("figure-table--repositories")[2].partition("</table>")[0]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table, re.DOTALL)
    return [re.findall(r"<td[^>]*>(.*?)</td>", cells) for _name, cells in rows]
