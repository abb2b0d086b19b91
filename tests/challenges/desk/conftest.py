"""A town with its officer, another town, the programme office, and mails."""

import pytest
from django.contrib.auth.models import Permission

from integrations.mail.models import Letter
from pages.models import Space
from tests.factories import make_municipality, make_municipality_page, make_user


def officer_of(town, email="officer@tomoni.example", **fields):
    return make_user(email, groups=[Space.objects.get(page=town.pk).group], **fields)


def mails(user):
    return [each.subject for each in Letter.objects.filter(to=user.email).order_by("pk")]


@pytest.fixture
def kobe(site):
    return make_municipality_page(slug="kobe")


@pytest.fixture
def ashiya(site):
    return make_municipality_page(make_municipality("282065", "芦屋市", "あしやし"), slug="ashiya")


@pytest.fixture
def officer(kobe):
    return officer_of(kobe)


@pytest.fixture
def office(site):
    """The programme office: whoever may add rounds."""
    user = make_user("office@tomoni.example")
    user.user_permissions.add(Permission.objects.get(content_type__app_label="challenges", codename="add_round"))
    return user
