"""The form that guides through a challenge: gaps are shown and kept, and what is typed is never lost."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from challenges.models import ChallengePage
from tests.factories import make_challenge, translate

from .conftest import EMPTY, TOLD, begin, form_address, form_of, send, signed_in, soup, text_of, the_challenge

JSON = {"Accept": "application/json"}


def new_form(user, town):
    return soup(signed_in(user).get(reverse("wagtailadmin_pages:add", args=["challenges", "challengepage", town.pk])))


def chosen(form, name):
    return form.select_one(f"select[name={name}] option[selected]")["value"]


def missing(form):
    return [text_of(each) for each in form.select("#challenge-standing li b")]


def test_form_leads_from_the_problem_to_what_follows_the_pilot(officer, kobe):
    form = text_of(new_form(officer, kobe))
    steps = [
        "どこまで書けているか",
        "1. 困りごと",
        "困っている人から見て、いま何がうまくいっていないか",
        "3800",
        "ほかの自治体の似た課題",
        "2. 目標",
        "7時30分から8時30分までの電話の件数",
        "3. 提供できるものと条件",
        "4. 実証実験のあと",
        "仕様書に書く文の例",
        "OSI が承認したオープンソースライセンス",
    ]
    places = [form.index(step) for step in steps]
    assert places == sorted(places)


def test_new_challenge_is_open_source_until_somebody_says_otherwise(officer, kobe):
    form = new_form(officer, kobe)
    assert chosen(form, "is_open_source") == "true"
    assert "成果物をオープンソースにするか" not in missing(form)
    assert begin(officer, kobe, is_open_source="false").status_code == 302
    assert the_challenge().is_open_source is False
    assert chosen(form_of(officer, the_challenge()), "is_open_source") == "false"


def test_what_an_older_challenge_decided_is_not_guessed(officer, kobe):
    assert chosen(form_of(officer, make_challenge(municipality=kobe)), "is_open_source") == "unknown"


def test_draft_with_gaps_is_kept_and_the_form_says_what_is_missing_and_why(officer, kobe):
    assert begin(officer, kobe, problem="電話が多い。", budget_kind="none").status_code == 302
    form = form_of(officer, the_challenge())
    assert text_of(form.select_one("#challenge-standing label")) == "14項目のうち2項目が書けています。"
    assert missing(form)[:3] == ["困っている人", "人数・件数", "これまでに試したこと"]
    assert "必須" in text_of(form.select("#challenge-standing li")[0])
    assert "必須" not in text_of(form.select("#challenge-standing li")[1])
    assert "前にうまくいかなかった案がまた届きます" in text_of(form.select_one("#challenge-standing"))
    assert the_challenge().live is False


def test_handing_in_with_gaps_is_refused_and_nothing_typed_is_lost(officer, kobe):
    response = begin(officer, kobe, problem="電話が多い。", goal="減らす。", **{"action-submit": "1"})
    form = soup(response)
    assert response.status_code == 200
    assert form.select_one("#id_problem").text.strip() == "電話が多い。"
    assert form.select_one("#id_goal").text.strip() == "減らす。"
    assert "提出するには、次の項目を書いてください" in text_of(form)
    assert "実証実験の終わりに、本格導入するかどうかの判断材料になります" in text_of(form)
    assert ChallengePage.objects.count() == 0


def test_challenge_with_all_that_is_needed_says_so(officer, kobe):
    begin(officer, kobe, **TOLD)
    assert "もう提出できます" in text_of(form_of(officer, the_challenge()).select_one("#challenge-standing"))


def test_draft_that_keeps_itself_shows_anew_what_is_missing(officer, kobe):
    begin(officer, kobe)
    page = the_challenge()
    response = signed_in(officer).post(form_address(page), {**EMPTY, **TOLD, "tried": "入力フォーム"}, headers=JSON)
    told = response.json()
    assert told["success"] is True
    assert "14項目のうち8項目が書けています。" in told["html"]
    assert "#challenge-standing" in told["html"]
    assert "#challenge-similar" in told["html"]
    assert ChallengePage.objects.get(pk=page.pk).get_latest_revision_as_object().tried == "入力フォーム"


@pytest.mark.parametrize("typed", [{"affected_number": "0"}, {"affected_number": "150000001"}, {"budget_yen": "-1"}])
def test_number_that_cannot_be_right_is_told_at_its_field(officer, kobe, typed):
    (name,) = typed
    response = begin(officer, kobe, **TOLD, **typed, **{"action-submit": "1"})
    form = soup(response)
    assert response.status_code == 200
    assert form.select_one(f"#panel-child-content-{name}-errors, [id$={name}-errors]") is not None
    assert form.select_one("#id_problem").text.strip() == TOLD["problem"]


def test_database_keeps_impossible_numbers_out(kobe):
    page = make_challenge(municipality=kobe)
    for fields in ({"affected_number": 0}, {"affected_number": 150_000_001}, {"budget_yen": 100_000_000_001}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChallengePage.objects.filter(pk=page.pk).update(**fields)
    ChallengePage.objects.filter(pk=page.pk).update(affected_number=None, budget_yen=None)


def test_preview_shows_what_is_missing_and_the_public_page_does_not(officer, kobe, client):
    begin(officer, kobe, **TOLD)
    page = the_challenge()
    browser = signed_in(officer)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert browser.post(preview, {**EMPTY, **TOLD, "tried": "入力フォーム"}).json()["is_valid"] is True
    shown = text_of(soup(browser.get(preview)))
    assert "14項目のうち8項目が書けています。" in shown
    assert "これはプレビューにだけ表示されます。" in shown
    assert "入力フォーム" in shown
    page.save_revision().publish()
    public = text_of(soup(client.get("/challenges/kobe/absence/")))
    assert "朝の電話を1日10件未満にする。" in public
    assert "項目が書けています" not in public


def test_translation_is_written_without_facts_and_measured_by_nothing(officer, kobe):
    english = translate(make_challenge(municipality=kobe, slug="absence"), "en", title="Absence")
    form = form_of(officer, english)
    assert form.select("#challenge-standing, #challenge-similar") == []
    assert form.select("[name=affected_number], [name=budget_yen], [name=is_open_source]") == []
    assert form.select_one("[name=goal_measure]") is not None


def test_form_says_with_what_the_amount_goes(officer, kobe):
    begin(officer, kobe, **{**TOLD, "budget_kind": "up_to"})
    assert "予算" in missing(form_of(officer, the_challenge()))
    send(officer, the_challenge(), **{**TOLD, "budget_kind": "up_to", "budget_yen": "500000"})
    assert "予算" not in missing(form_of(officer, the_challenge()))
