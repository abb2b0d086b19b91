"""Officers tell an outcome: a draft first, then everybody reads it; nothing typed is lost, nothing is doubled."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import resolve

from accounts.signin.second_factor import is_as_in_the_admin
from challenges.outcomes.models import Outcome, OutcomeChange
from challenges.outcomes.services import publish_outcome, save_outcome
from tests.factories import make_challenge, make_municipality_page, make_user
from tests.hub.test_operators import signed_in
from tests.sending import send

from .making import NOW, make_outcome, officer_of

pytestmark = pytest.mark.usefixtures("site")

ADDRESS = "/challenges/kobe/counter/outcome/"
FILLED = {
    "solved": "partly",
    "result_ja": "待ち時間が30分から12分になりました。",
    "why_ja": "予約が半分にとどまりました。",
    "measure_ja": "窓口での待ち時間",
    "unit_ja": "分",
    "before": "30",
    "goal": "10",
    "after": "12.5",
    "observed_on": "2026-10-31",
    "adopted": "free",
    "cost_yen": "1200000",
    "contact_department": "市民課",
    "contact_email": "shimin@city.example",
    "links-0-kind": "code",
    "links-0-title": "受付アプリ",
    "links-0-url": "https://code.example/app",
    "links-0-licence": "MIT",
}


@pytest.fixture
def kobe(site):
    return make_municipality_page(slug="kobe")


@pytest.fixture
def challenge(kobe):
    return make_challenge("窓口の待ち時間", slug="counter", municipality=kobe, stage="pilot")


@pytest.fixture
def officer(kobe, challenge):
    return signed_in(officer_of(kobe))


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def test_draft_is_saved_and_nobody_else_sees_it(officer, client):
    response = send(officer, ADDRESS, **FILLED, move="save")
    assert (response.status_code, response.url) == (302, ADDRESS)
    outcome = Outcome.objects.get()
    assert (outcome.published_at, outcome.solved, str(outcome.after), outcome.cost_yen) == (
        None,
        "partly",
        "12.5000",
        1200000,
    )
    assert "待ち時間が30分から" not in client.get("/challenges/kobe/counter/").content.decode()
    assert "窓口の待ち時間" not in client.get("/challenges/outcomes/").content.decode()


def test_published_outcome_stands_on_the_challenge_with_its_figures_links_and_day(officer, client):
    response = send(officer, ADDRESS, **FILLED, move="publish")
    assert response.url == "/challenges/kobe/counter/#outcome"
    text = page_of(client.get("/challenges/kobe/counter/")).select_one("#outcome").get_text(" ", strip=True)
    for said in ("一部解決", "30分", "12.5分", "1,200,000円", "受付アプリ", "MIT", "市民課", "2026年10月31日"):
        assert said in text


def test_answers_that_nobody_knows_stay_unknown(officer):
    send(officer, ADDRESS, **{**FILLED, "solved": "", "adopted": "", "cost_yen": "", "why_ja": ""}, move="publish")
    outcome = Outcome.objects.get()
    assert (outcome.solved, outcome.adopted, outcome.cost_yen) == (None, None, None)


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("result_ja", "何が得られたかを書いてください"),
        ("observed_on", "いつの時点のことかを入れてください"),
        ("why_ja", "その理由を書いてください"),
    ],
)
def test_publishing_asks_for_what_is_missing_and_keeps_what_was_typed(officer, left_out, said):
    response = send(officer, ADDRESS, **{**FILLED, left_out: ""}, move="publish")
    page = page_of(response)
    assert said in page.select_one(f"[name={left_out}]").find_parent(class_="field").get_text()
    assert page.select_one("[name=cost_yen]")["value"] == "1200000"
    assert page.select_one("[name=links-0-title]")["value"] == "受付アプリ"
    assert Outcome.objects.count() == 0


def test_figure_that_cannot_be_read_is_told_and_the_rest_is_kept(officer):
    page = page_of(send(officer, ADDRESS, **{**FILLED, "after": "じゅうに"}, move="save"))
    assert page.select_one("[name=after]").find_parent(class_="field").select_one(".errorlist")
    assert page.select_one("[name=result_ja]").text.strip() == FILLED["result_ja"]


def test_preview_shows_it_and_saves_nothing(officer):
    page = page_of(send(officer, ADDRESS, **{**FILLED, "why_ja": ""}, move="preview"))
    preview = page.select_one("section[aria-labelledby=preview]").get_text()
    assert "待ち時間が30分から12分になりました。" in preview
    assert "その理由を書いてください" in preview
    assert Outcome.objects.count() == 0


def test_form_looked_at_in_a_preview_can_be_sent_afterwards(officer):
    preview = send(officer, ADDRESS, **FILLED, move="preview")
    fields = {each["name"]: each.get("value", "") for each in page_of(preview).select("main input[type=hidden]")}
    assert officer.post(ADDRESS, {**fields, **FILLED, "move": "publish"}).status_code == 302
    assert Outcome.objects.published().count() == 1


def test_more_rows_are_given_and_what_was_typed_stays(officer):
    page = page_of(send(officer, ADDRESS, **FILLED, move="more"))
    assert len(page.select(".form__row")) == 6
    assert page.select_one("[name=links-0-url]")["value"] == "https://code.example/app"
    assert Outcome.objects.count() == 0


def test_title_without_an_address_is_asked_for_it(officer):
    page = page_of(send(officer, ADDRESS, **{**FILLED, "links-0-url": ""}, move="save"))
    assert "アドレスを入れるか" in page.select_one("[name=links-0-url]").find_parent(class_="field").get_text()


def test_address_that_is_no_page_of_the_web_is_refused(officer):
    send(officer, ADDRESS, **{**FILLED, "links-0-url": "javascript:alert(1)"}, move="save")
    assert Outcome.objects.count() == 0


def test_twenty_results_fit_and_one_more_does_not(challenge):
    links = [{"kind": "data", "title": f"表{n}", "url": f"https://data.example/{n}", "licence": ""} for n in range(21)]
    fields = {"challenge": challenge, "values": {"solved": "yes"}, "by": None, "now": NOW}
    with pytest.raises(ValidationError):
        save_outcome(links=links, version=0, **fields)
    save_outcome(links=links[:20], version=0, **fields)
    assert Outcome.objects.get().links.count() == 20


def test_same_form_sent_twice_is_one_change(officer):
    page = page_of(officer.get(ADDRESS))
    fields = {each["name"]: each.get("value", "") for each in page.select("main input[type=hidden]")}
    for _time in range(2):
        assert officer.post(ADDRESS, {**fields, **FILLED, "move": "save"}).status_code == 302
    assert OutcomeChange.objects.count() == 1


def test_colleague_who_was_faster_is_not_undone_unawares(officer, kobe):
    page = page_of(officer.get(ADDRESS))
    seen = {each["name"]: each.get("value", "") for each in page.select("main input[type=hidden]")}
    send(signed_in(officer_of(kobe, "colleague@tomoni.example")), ADDRESS, result_ja="同僚の文", move="save")
    refused = officer.post(ADDRESS, {**seen, **FILLED, "move": "save"})
    assert "ほかの人がこの成果を変更しました" in page_of(refused).select_one("main").get_text()
    assert Outcome.objects.get().result_ja == "同僚の文"
    again = {each["name"]: each.get("value", "") for each in page_of(refused).select("main input[type=hidden]")}
    assert officer.post(ADDRESS, {**again, **FILLED, "move": "save"}).status_code == 302
    assert Outcome.objects.get().result_ja == FILLED["result_ja"]


def test_log_names_what_changed_and_no_words(officer, challenge):
    send(officer, ADDRESS, **FILLED, move="publish")
    send(officer, ADDRESS, cost_yen="900000", move="publish")
    changes = list(OutcomeChange.objects.order_by("pk").values_list("move", "fields"))
    assert changes[1] == ("changed", ["cost_yen"])
    assert (changes[0][0], "links" in changes[0][1]) == ("published", True)
    assert Outcome.objects.get().version == 2


def test_log_stands_beside_the_form_with_who_when_and_what(officer):
    send(officer, ADDRESS, **FILLED, move="publish")
    send(officer, ADDRESS, cost_yen="900000", result_en="Shorter.", move="publish")
    lines = [each.get_text(" ", strip=True) for each in page_of(officer.get(ADDRESS)).select("aside li")]
    assert "訂正" in lines[0]
    assert "英語での説明、費用（円）" in lines[0]
    assert "公開" in lines[1]


def test_publishing_without_a_change_corrects_nothing(officer):
    for _time in range(2):
        send(officer, ADDRESS, **FILLED, move="publish")
    outcome = Outcome.objects.get()
    assert (outcome.version, outcome.corrected_at, OutcomeChange.objects.count()) == (1, None, 1)
    send(officer, ADDRESS, cost_yen="900000", move="publish")
    outcome.refresh_from_db()
    assert outcome.corrected_at == outcome.changed_at > outcome.published_at


@pytest.mark.parametrize(
    "wrong",
    [
        {"result_ja": ""},
        {"observed_on": None},
        {"contact_department": ""},
        {"solved": "no", "why_ja": ""},
        {"adopted": "not", "why_ja": ""},
        {"solved": "maybe"},
        {"cost_yen": -1},
        {"after": 3},
        {"corrected_at": NOW.replace(year=2025)},
    ],
    ids=" ".join,
)
def test_database_keeps_no_published_outcome_that_says_too_little(challenge, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_outcome(challenge, **{"adopted": None, **wrong})
    draft = {name: value for name, value in wrong.items() if name in {"result_ja", "observed_on", "contact_department"}}
    make_outcome(challenge, published=False, **draft)


def test_page_asks_for_the_second_factor_where_the_admin_does():
    assert is_as_in_the_admin(resolve(ADDRESS).func)


def test_published_outcome_is_no_draft_again(challenge):
    outcome = make_outcome(challenge)
    with pytest.raises(ValidationError):
        save_outcome(challenge=challenge, values={"solved": "no"}, links=[], version=outcome.version, by=None, now=NOW)


@pytest.mark.parametrize("stage", ["preparing", "open"])
def test_nothing_is_published_before_the_challenge_has_closed(kobe, stage):
    early = make_challenge(municipality=kobe, stage=stage)
    with pytest.raises(ValidationError) as refused:
        publish_outcome(challenge=early, values=complete(), links=[], version=0, by=None, now=NOW)
    assert refused.value.code == "early"


def complete():
    return {"result_ja": "できた。", "observed_on": NOW.date(), "contact_department": "市民課"}


def test_day_that_has_not_come_is_refused_by_japans_calendar(challenge):
    late_evening_in_utc = NOW.replace(hour=16)  # 21 November in Japan
    values = {**complete(), "observed_on": NOW.date().replace(day=21)}
    with pytest.raises(ValidationError) as refused:
        publish_outcome(challenge=challenge, values=values, links=[], version=0, by=None, now=NOW)
    assert "observed_on" in refused.value.message_dict
    publish_outcome(challenge=challenge, values=values, links=[], version=0, by=None, now=late_evening_in_utc)


def test_only_the_people_of_the_challenge_write_it(challenge, client):
    other = make_municipality_page(slug="other")
    assert client.get(ADDRESS).status_code == 302
    assert signed_in(make_user("taro@tomoni.example")).get(ADDRESS).status_code == 403
    assert signed_in(officer_of(other, "other@tomoni.example")).get(ADDRESS).status_code == 403
    assert signed_in(officer_of(challenge.get_parent().specific)).get(ADDRESS).status_code == 200
