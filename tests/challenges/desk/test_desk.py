"""The desk of one challenge: what to do next, the moves with their consequences, the log."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone

from challenges.conditions import _registered, before_entering
from challenges.models import ChallengePage
from challenges.services import move_challenge
from challenges.stages import Stage
from challenges.todo import Todo, todo
from challenges.todo import _registered as todos
from tests.challenges.outcomes.making import make_outcome
from tests.factories import make_challenge, make_user, translate
from tests.sending import forms_of, send, values_of

from .conftest import officer_of

DAY = timedelta(days=1)
DESK = "/challenges/kobe/hole/desk/"


@pytest.fixture
def challenge(kobe):
    return make_challenge("道路の穴", slug="hole", municipality=kobe, stage="screening")


@pytest.fixture
def at_desk(client, officer, challenge):
    client.force_login(officer)
    return client


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def main_button(client, path=DESK):
    return soup(client.get(path)).select_one("#next + p a.button--main")


def said(response):
    return " ".join(soup(response).select_one("main").get_text(" ").split())


def kept(challenge):
    return ChallengePage.objects.get(pk=challenge.pk)


def last_line(challenge):
    return kept(challenge).stage_changes.last()


@pytest.mark.parametrize("path", [DESK, f"{DESK}selected/"])
def test_desk_is_there_for_officers_of_the_town_and_the_programme_office_alone(client, challenge, ashiya, office, path):
    found = {}
    for name, user in {
        "reader": make_user("reader@tomoni.example"),
        "other": officer_of(ashiya, "other@tomoni.example"),
        "suspended": officer_of(challenge.get_parent(), "gone@tomoni.example"),
        "officer": officer_of(challenge.get_parent(), "own@tomoni.example"),
        "office": office,
    }.items():
        client.force_login(user)
        if name == "suspended":
            user.groups.clear()
        found[name] = client.get(path).status_code
    assert found == {"reader": 404, "other": 404, "suspended": 404, "officer": 200, "office": 200}


def test_visitor_is_sent_to_signing_in_whether_it_is_there_or_not(client, challenge):
    for path in (DESK, "/challenges/kobe/nothing/desk/"):
        assert client.get(path).url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"stage": "preparing"}, "募集を始める"),
        ({"stage": "open", "opens_at": 1}, "内容を確かめる"),
        ({"stage": "open"}, "いつまで応募を受け付けるか"),
        ({"stage": "open", "closes_at": 1}, "広く知らせる"),
        ({"stage": "closed"}, "審査を始める"),
        ({"stage": "screening"}, "決めて"),
        ({"stage": "selected"}, "実証実験を始める"),
        ({"stage": "pilot"}, "実証実験のページをつくり"),
    ],
)
def test_one_main_button_says_what_to_do_next(client, officer, kobe, fields, text):
    fields = {name: timezone.now() + value * DAY if isinstance(value, int) else value for name, value in fields.items()}
    make_challenge(slug="hole", municipality=kobe, **fields)
    client.force_login(officer)
    button = main_button(client)
    assert text in button.text
    assert client.get(button["href"]).status_code == 200


@pytest.mark.parametrize("stage", ["finished", "withdrawn"])
def test_nothing_waits_and_nothing_moves_at_the_end(client, officer, kobe, stage):
    make_challenge(slug="hole", municipality=kobe, stage=stage)
    client.force_login(officer)
    page = client.get(DESK)
    assert main_button(client) is None
    assert "今することはありません" in said(page)
    assert soup(page).select("#moves") == []


def test_draft_leads_to_its_form_and_cannot_be_moved(client, officer, kobe):
    challenge = make_challenge(slug="hole", municipality=kobe, stage="preparing")
    challenge.unpublish()
    client.force_login(officer)
    assert main_button(client)["href"] == f"/admin/pages/{challenge.pk}/edit/"
    assert "/challenges/kobe/hole/" not in {link["href"] for link in soup(client.get(DESK)).select("a[href]")}
    assert soup(client.get(DESK)).select("#moves") == []
    assert "先に公開してください" in said(client.get(f"{DESK}open/", follow=True))


def test_rooms_say_what_waits_and_what_is_urgent_comes_first(at_desk):
    @todo(order=500)
    def calm(challenge, now):
        return Todo("審査員を選ぶ", "/reviewers/")

    @todo(order=800, gather=lambda challenges, now: {each.pk: 3 for each in challenges})
    def urgent(challenge, now, found):
        return Todo("質問に答える", "/questions/", count=found, urgent=True)

    try:
        page = soup(at_desk.get(DESK))
    finally:
        todos[:] = [entry for entry in todos if entry.function not in (calm, urgent)]
    assert page.select_one("#next + p a").text == "質問に答える (3)"
    assert page.select_one("#next ~ ul a").text == "審査員を選ぶ"


def test_moves_are_told_with_their_consequences(at_desk, office):
    def headings(response):
        return [link.text for link in soup(response).select("#moves ~ ul a")]

    assert headings(at_desk.get(DESK)) == [
        "パートナーが決まったことを知らせる",
        "実証実験をせずに終える",
        "課題を取り下げる",
    ]
    assert "元に戻せません" in said(at_desk.get(f"{DESK}withdrawn/"))


def test_opening_again_is_offered_to_the_programme_office_alone(client, officer, office, kobe):
    make_challenge(slug="hole", municipality=kobe, stage="closed")
    shown = {}
    for user in (officer, office):
        client.force_login(user)
        shown[user] = f"{DESK}open/" in {link["href"] for link in soup(client.get(DESK)).select("#moves ~ ul a")}
    assert shown == {officer: False, office: True}


def test_move_is_confirmed_logged_and_seen_by_readers(at_desk, officer, challenge):
    answer = send(at_desk, f"{DESK}selected/")
    assert (answer.status_code, answer.url) == (302, DESK)
    line = last_line(challenge)
    assert (line.stage, line.changed_by, line.hand, line.is_public) == ("selected", officer, "officer", True)
    assert "パートナー決定" in said(at_desk.get(DESK))


def test_withdrawing_asks_for_a_reason_and_shows_it_on_the_page_of_the_challenge(at_desk, challenge, settings):
    settings.FORM_SECONDS = 0
    refused = send(at_desk, f"{DESK}withdrawn/")
    assert (refused.status_code, kept(challenge).stage) == (200, "screening")
    assert soup(refused).select(".field--invalid textarea[name=reason]")
    send(at_desk, f"{DESK}withdrawn/", reason="予算がなくなりました。")
    assert kept(challenge).stage == "withdrawn"
    at_desk.logout()
    assert "予算がなくなりました。" in said(at_desk.get("/challenges/kobe/hole/"))


def test_reason_that_is_not_public_stays_at_the_desk(at_desk, challenge, settings):
    settings.FORM_SECONDS = 0
    form = values_of(forms_of(at_desk.get(f"{DESK}withdrawn/"))[0])
    del form["is_public"]
    at_desk.post(f"{DESK}withdrawn/", {**form, "reason": "内部の事情です。"})
    assert "内部の事情です。" in said(at_desk.get(DESK))
    assert "内部の事情です。" not in said(at_desk.get("/challenges/kobe/hole/"))


def test_form_that_is_sent_twice_moves_once(at_desk, challenge):
    form = values_of(forms_of(at_desk.get(f"{DESK}selected/"))[0])
    answers = [at_desk.post(f"{DESK}selected/", form, follow=True) for _ in range(2)]
    assert "二重にはなっていません" in said(answers[1])
    assert [each.stage for each in kept(challenge).stage_changes.all()] == ["screening", "selected"]


def test_page_that_is_out_of_date_is_refused_in_words_and_keeps_the_reason(at_desk, challenge, settings):
    settings.FORM_SECONDS = 0
    form = values_of(forms_of(at_desk.get(f"{DESK}withdrawn/"))[0])
    move_challenge(
        challenge=challenge,
        to="selected",
        by=officer_of(challenge.get_parent(), "b@tomoni.example"),
        now=timezone.now(),
    )
    answer = at_desk.post(f"{DESK}withdrawn/", {**form, "reason": "予算がなくなりました。"})
    assert "「パートナー決定」になりました" in said(answer)
    assert soup(answer).select_one("textarea[name=reason]").text.strip() == "予算がなくなりました。"
    assert kept(challenge).stage == "selected"
    at_desk.post(f"{DESK}withdrawn/", {**values_of(forms_of(answer)[0])})
    assert kept(challenge).stage == "withdrawn"


def test_move_that_is_possible_no_more_is_refused_and_offers_no_button(at_desk, challenge):
    form = values_of(forms_of(at_desk.get(f"{DESK}selected/"))[0])
    colleague = officer_of(challenge.get_parent(), "b@tomoni.example")
    move_challenge(challenge=challenge, to="finished", by=colleague, now=timezone.now(), reason="該当なし。")
    answer = at_desk.post(f"{DESK}selected/", {**form, "reason": "決まりました。"})
    assert soup(answer).select("main [role=alert]")
    assert soup(answer).select("main button[type=submit]") == []
    assert soup(answer).select_one("textarea[name=reason]").text.strip() == "決まりました。"


def test_closing_that_came_between_is_told(client, officer, kobe, settings):
    settings.FORM_SECONDS = 0
    challenge = make_challenge(slug="hole", municipality=kobe, stage="open", closes_at=timezone.now() + DAY)
    client.force_login(officer)
    form = values_of(forms_of(client.get(f"{DESK}screening/"))[0])
    ChallengePage.objects.filter(pk=challenge.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    answer = client.post(f"{DESK}screening/", {**form, "reason": "早めに始めます。"})
    assert "「募集終了」になりました" in said(answer)
    assert kept(challenge).stage_at(timezone.now()) == Stage.CLOSED


@pytest.mark.parametrize("to", ["nowhere", "%00", "OPEN"])
def test_stage_that_does_not_exist_is_not_found(at_desk, to):
    assert at_desk.get(f"{DESK}{to}/").status_code == 404
    assert at_desk.post(f"{DESK}{to}/").status_code == 404


def test_move_that_is_not_in_the_table_leads_back_with_words(at_desk):
    answer = at_desk.get(f"{DESK}open/", follow=True)
    assert answer.redirect_chain == [(DESK, 302)]
    assert "進めることはできません" in said(answer)


def test_what_must_be_done_first_is_told_in_place_of_the_button(client, officer, kobe):
    make_outcome(make_challenge(slug="hole", municipality=kobe, stage="pilot"))
    client.force_login(officer)

    @before_entering(Stage.FINISHED)
    def no_outcome(challenge, before):
        raise ValidationError("先に成果を書いてください。")

    try:
        page = client.get(DESK)
        link = f"{DESK}finished/"
        assert "先に成果を書いてください。" in said(page)
        assert link not in {each["href"] for each in soup(page).select("#moves ~ ul a")}
        assert "先に成果を書いてください。" in said(client.get(link, follow=True))
    finally:
        _registered[Stage.FINISHED].remove(no_outcome)


def test_programme_office_opens_again_with_a_new_last_moment(client, office, kobe, settings):
    settings.FORM_SECONDS = 0
    challenge = make_challenge(slug="hole", municipality=kobe, stage="closed", closes_at=timezone.now() - DAY)
    client.force_login(office)
    for wrong in ("", "2020-01-01T09:00", "あした"):
        answer = send(client, f"{DESK}open/", reason="台風のため。", closes_at=wrong)
        assert soup(answer).select(".field--invalid input[name=closes_at]")
    send(client, f"{DESK}open/", reason="台風のため。", closes_at="2099-01-31T17:00")
    page = kept(challenge)
    assert (page.stage, f"{page.closes_at:%Y-%m-%d %H:%M}") == ("open", "2099-01-31 08:00")


def test_log_names_the_clock_and_what_was_known_from_the_start(client, officer, kobe):
    challenge = make_challenge(slug="hole", municipality=kobe, stage="open", closes_at=timezone.now() - DAY)
    move_challenge(challenge=challenge, to="screening", by=officer, now=timezone.now())
    client.force_login(officer)
    lines = [" ".join(line.text.split()) for line in soup(client.get(DESK)).select("#log ~ ol > li")]
    assert [line.split()[0] for line in lines] == ["審査中", "募集終了", "募集中"]
    assert "締切などの時刻による自動処理" in lines[1]
    assert "このサイトに掲載したときの状態" in lines[2]


def test_page_of_the_challenge_leads_officers_to_the_desk_and_nobody_else(at_desk, challenge):
    def leads():
        return DESK in {link.get("href") for link in soup(at_desk.get("/challenges/kobe/hole/")).select("main a")}

    assert leads() is True
    at_desk.force_login(make_user("reader@tomoni.example"))
    assert leads() is False


def test_desk_is_complete_in_english(at_desk, challenge):
    translate(challenge, "en", title="A hole in the road")
    page = at_desk.get(f"/en{DESK}")
    assert "What to do next" in said(page)
    assert "Withdraw the challenge" in said(page)
