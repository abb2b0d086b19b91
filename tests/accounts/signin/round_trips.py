"""What the browser does from a button on: to the other server, and back with its answer."""

import re
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

from bs4 import BeautifulSoup
from django.utils.html import strip_tags


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def asked(client, start, **fields):
    """Where the site sends the browser: by a redirect, or by a page that leads on."""
    leaving = client.post(start, fields)
    if leaving.status_code == 200:
        refresh = BeautifulSoup(leaving.content, "html.parser").select_one("meta[http-equiv=refresh]")
        return refresh["content"].partition("url=")[2]
    return leaving["Location"]


def answered(address):
    """Where the other server sends the browser back to, as a path of this site."""
    try:
        build_opener(_StayHere).open(address)
    except OSError as answer:
        back = urlsplit(answer.headers["location"])
    return f"{back.path}?{back.query}"


def through(client, start, **fields):
    """The last answer of the site."""
    return client.get(answered(asked(client, start, **fields)))


def words(response):
    html = response.content.decode()
    return re.sub(r"\s+", " ", strip_tags(html[html.index("<main") : html.index("</main>")]))
