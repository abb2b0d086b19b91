"""The page on which owners ask for help."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.notices.following import follow
from accounts.notices.models import Notice
from projects.joining.services import add_member
from projects.models import Need
from projects.needs.importing import take_over
from projects.needs.services import ask_for_help
from projects.updates.services import write_update
from tests.factories import make_municipality, make_project, make_user
from tests.sending import send

ROOM = "/en/projects/lunch/needs/"
DAY = timedelta(days=1)


def today():
    return timezone.localdate()


def choose(client, need, move):
    return client.post(f"{ROOM}{need.pk}/choose/", {"move": move}, follow=True)


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_owner_asks_and_everybody_sees_it(client, owner, project):
    make_municipality()
    client.force_login(owner)
    send(
        client,
        ROOM,
        _form=-1,
        role="design",
        text="ロゴを作る人",
        skills_more="図解",
        effort="day",
        place="on_site",
        region="神戸市",
        expires_on=(today() + DAY * 30).isoformat(),
    )
    need = Need.objects.get()
    assert (need.asked_on, need.confirmed_on, need.expires_on) == (today(), today(), today() + DAY * 30)
    assert (need.region.name_ja, [skill.name_ja for skill in need.skills.all()]) == ("神戸市", ["図解"])
    client.logout()
    page = client.get("/en/projects/lunch/")
    assert "ロゴを作る人" in text_of(page)
    assert "図解" in text_of(page)


def test_need_of_two_regions_is_refused_and_the_text_stays(client, owner):
    make_municipality()
    client.force_login(owner)
    page = send(client, ROOM, _form=-1, role="data", text="表", region="神戸市、兵庫県")
    assert "Name one region" in text_of(page)
    assert "神戸市、兵庫県" in page.content.decode()
    assert Need.objects.count() == 0


def test_need_without_a_day_is_asked_for_sixty_days(client, owner):
    client.force_login(owner)
    send(client, ROOM, _form=-1, role="data", text="表")
    assert Need.objects.get().expires_on == today() + DAY * 60


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"expires_on": "2999-01-01"}, "within 60 days"),
        ({"expires_on": "2020-01-01"}, "within 60 days"),
        ({"expires_on": "2026-02-30"}, "valid date"),
        ({"text": "あ" * 100_000}, "2,000 is the most"),
        ({"text": "   "}, "required"),
        ({"region": "どこにもない町"}, "どこにもない町"),
        ({"region": "、"}, "Name one region"),
        ({"role": "king"}, "king"),
        ({"role": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_and_the_text_stays(client, owner, typed, said):
    client.force_login(owner)
    response = send(client, ROOM, _form=-1, **{"role": "data", "text": "消火栓の表", "contact": "@hana", **typed})
    assert said in text_of(response)
    assert 'value="@hana"' in response.content.decode()
    assert Need.objects.count() == 0


def test_no_role_is_chosen_for_the_owner(client, owner):
    client.force_login(owner)
    page = BeautifulSoup(client.get(ROOM).content, "html.parser")
    first = page.select_one("select[name=role] option")
    assert (first["value"], page.select("select[name=role] option[selected]")) in [("", []), ("", [first])]


def test_form_sent_twice_asks_once(client, owner):
    client.force_login(owner)
    page = BeautifulSoup(client.get(ROOM).content, "html.parser")
    form = page.select("main form.form")[-1]
    sent = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    sent |= {"role": "data", "text": "表"}
    for _time in range(2):
        assert client.post(ROOM, sent).status_code == 302
    assert Need.objects.count() == 1


def test_markup_in_a_need_is_text(client, owner):
    client.force_login(owner)
    send(client, ROOM, _form=-1, role="data", text="<script>alert(1)</script>")
    assert b"<script>alert" not in client.get("/projects/lunch/").content


def test_need_is_changed_and_confirmed_with_it(client, owner, project):
    need = project.needs.create(text="表", confirmed_on=today() - DAY * 50, expires_on=today() + DAY * 5)
    client.force_login(owner)
    send(client, f"{ROOM}{need.pk}/", text="大きな表")
    need.refresh_from_db()
    assert (need.text, need.confirmed_on, need.expires_on) == ("大きな表", today(), today() + DAY * 60)


def test_closed_need_is_in_the_history_and_can_be_opened_again(client, owner, project):
    need = project.needs.create(text="表", expires_on=today() + DAY * 5)
    client.force_login(owner)
    assert "Closed. If that was a mistake" in choose(client, need, "close").content.decode()
    assert list(project.needs.open_on(today())) == []
    choose(client, need, "reopen")
    assert [each.expires_on for each in project.needs.open_on(today())] == [today() + DAY * 5]


def test_hidden_need_is_brought_back(client, owner, project):
    need = project.needs.create(text="表", confirmed_on=today() - DAY * 80, expires_on=today() - DAY * 20)
    client.force_login(owner)
    assert "nobody has confirmed them" in client.get(ROOM).content.decode()
    choose(client, need, "renew")
    assert [each.expires_on for each in project.needs.open_on(today())] == [today() + DAY * 60]


@pytest.mark.parametrize("move", ["renew", "reopen"])
def test_no_way_leads_beyond_thirty_open_needs(client, owner, project, move):
    for number in range(30):
        project.needs.create(text=f"表{number}")
    over = project.needs.create(
        text="もう一つ", confirmed_on=today() - DAY * 80, expires_on=today() - DAY * 20, closed_at=timezone.now()
    )
    client.force_login(owner)
    assert "30 needs are open" in choose(client, over, move).content.decode()
    assert project.needs.open_on(today()).count() == 30
    assert "30 needs are open" in text_of(client.get(ROOM))


def test_need_of_another_project_is_not_to_be_had(client, owner, project):
    other = make_project(needs=[{"text": "よその表"}]).needs.get()
    client.force_login(owner)
    assert choose(client, other, "close").status_code == 404
    assert client.get(f"{ROOM}{other.pk}/").status_code == 404


@pytest.mark.parametrize("path", [ROOM, f"{ROOM}1/", f"{ROOM}1/choose/"])
def test_only_those_who_look_after_it_get_in(client, project, stranger, path):
    project.needs.create(pk=1, text="表")
    member = make_user("member@tomoni.example")
    add_member(project=project, user=member)
    assert client.post(path).headers["Location"].startswith("/en/accounts/login/?next=")
    for user in (stranger, member):
        client.force_login(user)
        assert client.post(path, {"move": "close"}).status_code == 403
    assert Need.objects.get().closed_at is None


def test_followers_are_told_of_a_new_need_and_the_one_who_asks_is_not(project, owner, stranger):
    for user in (owner, stranger):
        follow(user=user, kind="project", target=str(project.translation_key))
    need = ask_for_help(project=project, by=owner, role="design", text="ロゴを作る人")
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.text) == (stranger, "project_need", "ロゴを作る人")
    assert need.project_id == project.pk


@pytest.mark.parametrize("status", ["finished", "archived"])
def test_project_that_is_over_asks_nobody(client, owner, project, stranger, status):
    hidden = project.needs.create(text="表", confirmed_on=today() - DAY * 80, expires_on=today() - DAY * 20)
    project.status = status
    project.save_revision().publish()
    follow(user=stranger, kind="project", target=str(project.translation_key))
    client.force_login(owner)
    said = "This project is over and asks for no help."
    assert said in text_of(send(client, ROOM, _form=-1, text="ロゴを作る人", role="design"))
    assert said in choose(client, hidden, "renew").content.decode()
    take_over(project=project, roles={"翻訳する人": "translation"})
    assert Notice.objects.count() == 0


def test_followers_are_not_told_of_a_project_that_visitors_cannot_see(project, owner, stranger):
    follow(user=stranger, kind="project", target=str(project.translation_key))
    PageViewRestriction.objects.create(page=project, restriction_type="login")
    ask_for_help(project=project, by=owner, role="design", text="ロゴを作る人")
    write_update(project=project, by=owner, text="試作ができました。", now=timezone.now())
    assert Notice.objects.count() == 0
