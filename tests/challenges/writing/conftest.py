"""A town with two officers, another town, somebody of the programme office, and a form that is filled in."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from challenges.models import ChallengePage
from integrations.mail.models import Letter
from pages.models import Space
from tests.admin_forms import no_rows
from tests.factories import make_municipality, make_municipality_page, make_user

TOLD = {
    "title": "欠席の連絡",
    "slug": "absence",
    "problem": "欠席の電話が毎朝40件かかってくる。",
    "affected": "小学校の保護者と教員。",
    "goal": "欠席の連絡が1分で終わる。",
    "goal_measure": "朝の電話を1日10件未満にする。",
    "support": "名簿の CSV と学校2校。",
    "budget_kind": "none",
    "after_pilot": "目標に届いたら来年度の予算を要求する。",
}
"""As much as a challenge must tell before it is handed in."""

EMPTY = {
    "title": "欠席の連絡",
    "slug": "absence",
    "body-count": "0",
    **no_rows("comments", "project_links"),
}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def officer_of(town, email, **fields):
    return make_user(email, groups=[Space.objects.get(page=town.pk).group], **fields)


def begin(user, town, **typed):
    """Fill in the form of a new challenge and send it."""
    address = reverse("wagtailadmin_pages:add", args=["challenges", "challengepage", town.pk])
    return signed_in(user).post(address, {**EMPTY, **typed})


def send(user, page, **typed):
    return signed_in(user).post(form_address(page), {**EMPTY, **typed})


def form_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(user, page):
    return soup(signed_in(user).get(form_address(page)))


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def text_of(found):
    return " ".join(found.get_text(" ", strip=True).split())


def the_challenge():
    return ChallengePage.objects.get(slug="absence")


def hand_in(user, town, **typed):
    assert begin(user, town, **TOLD, **{"action-submit": "1"}, **typed).status_code == 302
    return the_challenge()


def decide(user, page, action, comment=""):
    """Press “approve” or “request changes” beside the form, as its dialogue does."""
    state = ChallengePage.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return signed_in(user).post(address, {"comment": comment})


def step_of(page):
    state = ChallengePage.objects.get(pk=page.pk).current_workflow_task_state
    return state.task.name.split(" / ")[1] if state else None


def mails(user):
    return [each.subject for each in Letter.objects.filter(to=user.email).order_by("pk")]


def texts(user):
    return [each.message["body"] for each in Letter.objects.filter(to=user.email).order_by("pk")]


@pytest.fixture
def kobe(site):
    return make_municipality_page(slug="kobe")


@pytest.fixture
def ashiya(site):
    return make_municipality_page(make_municipality("282065", "芦屋市", "あしやし"), slug="ashiya")


@pytest.fixture
def officer(kobe):
    return officer_of(kobe, "officer@tomoni.example")


@pytest.fixture
def colleague(kobe):
    return officer_of(kobe, "colleague@tomoni.example")


@pytest.fixture
def office(site):
    return make_user("office@tomoni.example", groups=[Group.objects.get(name="Programme office")])
