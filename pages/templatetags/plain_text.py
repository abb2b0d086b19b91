"""Plain text that people typed, as paragraphs with links. Whatever markup is in it comes out as text."""

import re

from django import template
from django.template.defaultfilters import linebreaks
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from pages import mail_addresses

register = template.Library()

# Japanese has no space before or after an address, so it ends where its own characters end.
WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
NOT_AT_THE_END = ".,;:!?'"


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """Blank lines part paragraphs; addresses of the web become links that lend them no reputation."""
    if not text:
        return mark_safe("")
    return mark_safe(linebreaks(linked(text), autoescape=False))  # noqa: S308  every piece is escaped


@register.filter
def linked(text: str) -> SafeString:
    pieces, end = [], 0
    for match in WEB_ADDRESS.finditer(text):
        url = _without_what_closes_the_sentence(match.group())
        pieces += [
            escape(text[end : match.start()]),
            format_html('<a href="{0}" rel="nofollow ugc noopener">{0}</a>', url),
        ]
        end = match.start() + len(url)
    return mark_safe("".join([*pieces, escape(text[end:])]))  # noqa: S308  every piece is escaped


@register.filter
def mail_address(text: str) -> SafeString:
    """For people, not for programs that gather addresses."""
    return mail_addresses.in_references(text)


@register.filter
def mail_link(text: str) -> SafeString:
    return mail_addresses.mail_link(text)


def _without_what_closes_the_sentence(url: str) -> str:
    url = url.rstrip(NOT_AT_THE_END)
    return url[:-1].rstrip(NOT_AT_THE_END) if url.endswith(")") and "(" not in url else url
