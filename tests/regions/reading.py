"""What a visitor sees of the directory of brigades, for tests."""

import re

from tests.projects.reading import texts


def body(response):
    return response.content.decode()


def names(response):
    """Of the brigades that the directory lists, each as often as it is there."""
    return re.findall(r'<li><a href="/(?:en/)?regions/[^/]+/"(?: lang="ja")?>([^<]+)</a>', body(response))


def headings(response):
    return [heading for heading in texts(response, "h3") if heading]
