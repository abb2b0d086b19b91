"""From a draft to the site: a colleague looks at it, then the programme office; everybody is told at each step."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from challenges.models import ChallengePage, ColleagueApproval
from challenges.services import move_challenge
from challenges.todo import todos_of
from challenges.writing.steps import handed_in
from challenges.writing.workflow import set_up_challenge_workflow
from tests.factories import make_challenge, make_user

from .conftest import (
    EMPTY,
    TOLD,
    decide,
    form_address,
    form_of,
    hand_in,
    mails,
    officer_of,
    send,
    signed_in,
    soup,
    step_of,
    text_of,
    texts,
    the_challenge,
)


def todo_of(page):
    return todos_of([the_challenge()], timezone.now())[page.pk][0]


def test_challenge_goes_over_a_colleague_and_the_office_to_the_site(officer, colleague, office, kobe, client):
    page = hand_in(officer, kobe)
    assert (page.live, step_of(page)) == (False, "Colleague")
    assert (mails(colleague), mails(officer), mails(office)) == (["確認のお願い：「欠席の連絡」"], [], [])
    decide(colleague, page, "approve", "よいと思います。")
    assert step_of(page) == "Programme office"
    assert mails(officer) == ["「欠席の連絡」を同僚が承認しました"]
    assert "よいと思います。" in texts(officer)[0]
    assert mails(office) == ["確認のお願い：「欠席の連絡」"]
    assert client.get("/challenges/kobe/absence/").status_code == 404
    decide(office, page, "approve")
    assert client.get("/challenges/kobe/absence/").status_code == 200
    assert mails(officer)[1:] == ["「欠席の連絡」が公開されました"]
    assert "/challenges/kobe/absence/" in texts(officer)[1]
    assert mails(colleague) == ["確認のお願い：「欠席の連絡」"]
    assert mail.outbox == []
    assert [change.stage for change in the_challenge().stage_changes.all()] == ["preparing"]


def test_only_officer_of_a_town_does_not_wait_for_a_colleague(officer, office, kobe):
    page = hand_in(officer, kobe)
    assert step_of(page) == "Programme office"
    assert mails(office) == ["確認のお願い：「欠席の連絡」"]
    assert mails(officer) == []
    decide(office, page, "approve")
    assert the_challenge().live is True


def test_colleague_who_is_no_longer_active_does_not_count(officer, office, kobe):
    officer_of(kobe, "gone@tomoni.example", is_active=False)
    assert step_of(hand_in(officer, kobe)) == "Programme office"


def test_people_of_another_town_are_no_colleagues(officer, office, kobe, ashiya):
    stranger = officer_of(ashiya, "stranger@tomoni.example")
    page = hand_in(officer, kobe)
    assert step_of(page) == "Programme office"
    assert mails(stranger) == []
    assert signed_in(stranger).get(form_address(page)).status_code == 302


def test_where_the_last_colleague_leaves_meanwhile_the_office_decides(officer, colleague, office, kobe):
    page = hand_in(officer, kobe)
    assert decide(office, page, "approve").status_code != 302 or step_of(page) == "Colleague"
    colleague.groups.clear()
    decide(office, page, "approve")
    assert step_of(page) == "Programme office"


def test_nobody_approves_what_they_have_handed_in(officer, colleague, kobe):
    page = hand_in(officer, kobe)
    decide(officer, page, "approve")
    assert step_of(page) == "Colleague"
    assert form_of(officer, page).select("[data-workflow-action-name=approve]") == []
    assert form_of(colleague, page).select("[data-workflow-action-name=approve]") != []


def test_sent_back_with_words_it_is_changed_and_handed_in_by_another(officer, colleague, office, kobe):
    page = hand_in(officer, kobe)
    decide(colleague, page, "reject", "だれが困っているかをもう少し。")
    assert mails(officer) == ["「欠席の連絡」をもう一度ご確認ください"]
    assert "だれが困っているかをもう少し。" in texts(officer)[0]
    form = text_of(form_of(officer, page))
    assert "修正の依頼" in form
    assert "だれが困っているかをもう少し。" in form
    assert (todo_of(page).text, todo_of(page).urgent) == ("依頼された点を直して、もう一度提出する", True)
    send(colleague, page, **{**TOLD, "affected": "保護者2,400世帯。"}, **{"action-submit": "1"})
    assert step_of(page) == "Colleague"
    assert mails(officer)[1:] == ["確認のお願い：「欠席の連絡」"]
    decide(colleague, page, "approve")
    assert step_of(page) == "Colleague"
    decide(officer, page, "approve")
    decide(office, page, "approve")
    assert the_challenge().affected == "保護者2,400世帯。"
    assert set(mails(colleague)[1:]) >= {"「欠席の連絡」を同僚が承認しました", "「欠席の連絡」が公開されました"}


def test_office_sends_it_back_and_gets_it_again(officer, office, kobe):
    page = hand_in(officer, kobe)
    decide(office, page, "reject", "測り方を教えてください。")
    assert "測り方を教えてください。" in texts(officer)[0]
    send(officer, page, **TOLD, **{"action-restart-workflow": "1"})
    assert (step_of(page), len(mails(office))) == ("Programme office", 2)


def test_desk_says_with_whom_it_lies(officer, colleague, office, kobe):
    page = hand_in(officer, kobe)
    assert todo_of(page).text == "同僚の確認待ち"
    assert "同僚の確認待ち" in text_of(soup(signed_in(officer).get("/challenges/desk/")))
    decide(colleague, page, "approve")
    assert todo_of(page).text == "事務局の確認待ち"
    assert "事務局の確認待ち" in text_of(soup(signed_in(officer).get("/challenges/kobe/absence/desk/")))
    decide(office, page, "approve")
    assert all("確認待ち" not in each.text for each in todos_of([the_challenge()], timezone.now())[page.pk])


def test_desk_asks_once_for_any_number_of_challenges(officer, colleague, kobe, django_assert_num_queries):
    hand_in(officer, kobe)
    for number in range(5):
        make_challenge(municipality=kobe, slug=f"more-{number}")
    challenges = list(ChallengePage.objects.all())
    for few in (challenges[:1], challenges):
        with django_assert_num_queries(1):
            assert len(handed_in(few, timezone.now())) == 1


def test_what_waits_for_somebody_is_found_in_the_same_number_of_queries(
    officer, colleague, office, kobe, django_assert_num_queries
):
    first = hand_in(officer, kobe)
    task = ColleagueApproval.objects.get()
    for person, expected in ((colleague, 1), (officer, 0), (office, 0)):
        assert len(task.get_task_states_user_can_moderate(person)) == expected
    with django_assert_num_queries(6):
        assert len(task.get_task_states_user_can_moderate(colleague)) == 1
    workflow = first.get_workflow()
    for number in range(4):
        page = make_challenge(municipality=kobe, slug=f"more-{number}")
        page.save_revision(user=officer)
        workflow.start(page, officer)
    with django_assert_num_queries(6):
        assert len(task.get_task_states_user_can_moderate(colleague)) == 5


def test_editors_home_page_lists_what_waits_for_the_reader(officer, colleague, kobe):
    hand_in(officer, kobe)
    shown = [soup(signed_in(user).get(reverse("wagtailadmin_home"))) for user in (colleague, officer)]
    waiting = [each.select("[id$=awaiting-review-content] td.title") for each in shown]
    assert ["欠席の連絡" in text_of(found[0]) if found else None for found in waiting] == [True, None]


def test_draft_published_by_an_administrator_past_the_workflow_is_told(officer, colleague, kobe):
    page = hand_in(officer, kobe)
    admin = make_user("admin@tomoni.example", is_staff=True, is_superuser=True)
    send(admin, page, **TOLD, **{"action-publish": "1"})
    assert the_challenge().live is True
    assert mails(officer) == ["「欠席の連絡」が公開されました"]
    assert "承認を待たずに" in texts(officer)[0]


def test_taken_back_it_can_be_handed_in_anew(officer, colleague, kobe):
    page = hand_in(officer, kobe)
    send(officer, page, **{"action-cancel-workflow": "1"})
    assert step_of(page) is None
    send(officer, page, **TOLD, **{"action-submit": "1"})
    assert step_of(page) == "Colleague"


def test_dates_that_are_set_by_hand_reach_what_waits_for_approval(officer, colleague, office, kobe):
    """Opened again with a new last day, what lies with a colleague must not bring the old one back."""
    now = timezone.now().replace(microsecond=0)
    page = make_challenge(
        municipality=kobe,
        slug="absence",
        stage="closed",
        closes_at=now - timedelta(days=1),
        opens_at=now - timedelta(9),
    )
    draft = page.get_latest_revision_as_object()
    draft.tried = "あとから書いた。"
    draft.save_revision(user=officer)
    page.get_workflow().start(the_challenge(), officer)
    until = now + timedelta(days=7)
    office_again = make_user("boss@tomoni.example", groups=list(office.groups.all()))
    move_challenge(
        challenge=the_challenge(), to="open", by=office_again, now=now, reason="延ばします。", closes_at=until
    )
    assert TaskState.objects.get(status="in_progress").revision.as_object().closes_at == until
    decide(colleague, page, "approve")
    decide(office, page, "approve")
    assert (the_challenge().closes_at, the_challenge().tried) == (until, "あとから書いた。")


def test_setting_the_site_up_again_changes_nothing(site, kobe, office):
    groups = Group.objects.count()
    workflow = set_up_challenge_workflow()
    assert set_up_challenge_workflow() == workflow
    assert Group.objects.count() == groups
    assert workflow.tasks.count() == 2
    assert [kobe.get_workflow(), make_challenge(municipality=kobe).get_workflow()] == [workflow, workflow]


def test_municipality_page_goes_the_same_way(officer, colleague, office, kobe):
    fields = {"title": "神戸", "slug": "kobe", "region": kobe.region_id, "body-count": "0"}
    rows = {name: value for name, value in EMPTY.items() if name.startswith("comments")}
    signed_in(officer).post(form_address(kobe), {**fields, **rows, "action-submit": "1"})
    assert mails(colleague) == ["確認のお願い：「神戸」"]
    state = kobe.current_workflow_task_state
    for person, action in ((colleague, "approve"), (office, "approve")):
        state = type(kobe).objects.get(pk=kobe.pk).current_workflow_task_state
        signed_in(person).post(reverse("wagtailadmin_pages:workflow_action", args=[kobe.pk, action, state.pk]))
    kobe.refresh_from_db()
    assert kobe.title == "神戸"


@pytest.mark.parametrize("reader", ["officer", "colleague"])
def test_state_is_shown_beside_the_form(officer, colleague, kobe, reader):
    page = hand_in(officer, kobe)
    form = form_of({"officer": officer, "colleague": colleague}[reader], page)
    assert "同じ自治体の職員 / Colleague" in text_of(form)
