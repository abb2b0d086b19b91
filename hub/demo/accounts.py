"""The four accounts of the demo. Their password is public: a production server refuses to start while one has it."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password

from pages.models import Space

PASSWORD = "tomoni-demo"  # noqa: S105 - printed at every start of the demo
REMEDY = "give each account a password of its own (manage.py changepassword ADDRESS), or delete it."


@dataclass(frozen=True)
class Account:
    email: str
    may: str
    """What it is for, for the people who try it."""


ADMIN = Account("admin@tomoni.example", "everything")
OFFICER = Account("officer@tomoni.example", "the challenges of Kobe")
ORGANIZER = Account("organizer@tomoni.example", "the events of Social Hack Day")
VOLUNTEER = Account("volunteer@tomoni.example", "take part")
ACCOUNTS = (ADMIN, OFFICER, ORGANIZER, VOLUNTEER)


def make_accounts(*, municipality, series):
    """All four, the officer and the organizer as members of their space. Who is there already keeps the password."""
    _make(ADMIN, is_staff=True, is_superuser=True)
    _make(OFFICER).groups.add(_group_of(municipality))
    _make(ORGANIZER).groups.add(_group_of(series))
    _make(VOLUNTEER)


def accounts_with_the_demo_password() -> list[str]:
    """Addresses of the demo accounts that anybody can use. About a third of a second for each account that exists."""
    users = get_user_model().objects.filter(email__in=[account.email for account in ACCOUNTS], is_active=True)
    return [user.email for user in users.order_by("email") if check_password(PASSWORD, user.password)]


def _make(account, **rights):
    users = get_user_model().objects
    user = users.filter(email__iexact=account.email).first() or users.create_user(
        email=account.email, password=PASSWORD, **rights
    )
    EmailAddress.objects.get_or_create(user=user, email=account.email, defaults={"verified": True, "primary": True})
    return user


def _group_of(page):
    return Space.objects.get(page=page.page_ptr).group
