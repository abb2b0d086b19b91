"""E-mail addresses, so that two spellings of one mailbox are the same text."""

import unicodedata

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 254
"""Signs, as RFC 5321 has it."""


def normalised(address: str) -> str:
    """In small letters, without wide signs of a Japanese keyboard, the domain as mail servers know it (punycode).

    Raises ValidationError where the domain cannot be written so."""
    plain = unicodedata.normalize("NFKC", address).strip().lower()
    mailbox, at, domain = plain.rpartition("@")
    try:
        return f"{mailbox}{at}{domain.encode('idna').decode('ascii')}" if at else plain
    except UnicodeError as error:
        raise ValidationError(_("Enter a valid email address."), code="invalid") from error


def is_same(one: str, other: str) -> bool:
    try:
        return normalised(one) == normalised(other)
    except ValidationError:
        return False


def proved_addresses(people) -> set[str]:
    """Those that these people have confirmed, normalised."""
    found = EmailAddress.objects.filter(user__in=people, verified=True).values_list("email", flat=True)
    return {normalised(each) for each in found if _has_a_domain(each)}


def has_proved(user, address: str) -> bool:
    """`address` is normalised."""
    return address in proved_addresses([user])


def _has_a_domain(address):
    return is_same(address, address)


def account_with(address: str):
    """The open account of whoever has proved the address, or None."""
    rows = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    found = rows.select_related("user__profile").first()
    return found.user if found else None


def hinted(address: str) -> str:
    """Enough for whoever has the mailbox, and little for anybody else: t…@city.example."""
    mailbox, _at, domain = address.rpartition("@")
    return f"{mailbox[:1]}…@{domain}"
