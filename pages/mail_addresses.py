"""Mail addresses that people read and use, and programs that gather them from pages do not recognise.

Each letter is written as a reference to its number: browsers and screen readers show the address, what looks for "@" in
the source of a page finds none."""

from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe


def in_references(text: str) -> SafeString:
    return mark_safe("".join(f"&#{ord(letter)};" for letter in text))  # noqa: S308  nothing but numbers


def mail_link(address: str, subject: str = "") -> SafeString:
    """What stands in an `href`."""
    return in_references(f"mailto:{quote(address, safe='@+')}{f'?subject={quote(subject)}' if subject else ''}")
