"""A pilot as people see it: visitors, officers, the people of its project, and others."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.personal_data import KEPT
from accounts.reports.models import Measure
from challenges.models import ChallengePage
from challenges.pilots.models import Milestone, Pilot, PilotUpdate
from challenges.pilots.services import add_milestone, write_update
from hub.moderation.services import take_back, take_measure
from projects.joining.services import add_member
from tests.factories import make_challenge, make_user
from tests.sending import send

from .conftest import NOW, person

PILOT = "/challenges/kobe/lunch/pilot/"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def write(pilot, by, text, day=date(2026, 11, 20)):
    return write_update(pilot=pilot, by=by, text=text, day=day, now=timezone.now())


def test_challenge_shows_partners_milestones_and_the_latest_update(client, pilot, officer):
    add_milestone(pilot=pilot, title="ふりかえり")
    add_milestone(pilot=pilot, title="試作", due_on=date(2026, 12, 1), done_on=date(2026, 11, 20))
    add_milestone(pilot=pilot, title="公開", due_on=date(2020, 1, 1))
    write(pilot, officer, "古い話", date(2026, 11, 1))
    write(pilot, officer, "新しい話")
    page = read(client, "/challenges/kobe/lunch/")
    assert "株式会社ためす" in page
    assert page.index("公開</b>") < page.index("試作</b>") < page.index("ふりかえり</b>")
    assert "期限切れ" in page
    assert "新しい話" in page
    assert "古い話" not in page
    assert f'href="{PILOT}"' in page


def test_pilot_has_a_page_in_both_languages_with_all_updates(client, pilot, officer):
    for number in range(25):
        write(pilot, officer, f"話その{number}。")
    page = read(client, PILOT)
    assert "話その24。" in page
    assert "話その4。" not in page
    assert "話その4。" in read(client, f"{PILOT}?page=2")
    assert "Milestones" in read(client, f"/en{PILOT}")


def test_challenge_without_a_pilot_has_no_page_and_no_chapter(client, challenge, town):
    assert client.get(PILOT).status_code == 404
    make_challenge(municipality=town, slug="imported", stage="finished")
    assert 'id="pilot"' not in read(client, "/challenges/kobe/imported/")


def test_pages_cost_the_same_for_three_and_thirty(client, pilot, officer):
    def costs(times):
        found = []
        for path in ("/challenges/kobe/lunch/", PILOT):
            with CaptureQueriesContext(connection) as asked:
                read(client, f"{path}?{times}")
            found.append(sum("hub_generation" not in each["sql"] for each in asked))
        return found, sum("pilots_" in each["sql"] for each in asked)

    def fill(number):
        for each in range(number):
            add_milestone(pilot=pilot, title=f"段階{each}")
            write(pilot, person(f"u{number}-{each}"), f"話{each}")

    costs(0)
    fill(3)
    three = costs(3)
    fill(27)
    assert costs(30) == three
    assert max(three[0]) <= 12


def test_chapter_costs_one_query_and_none_before(client, pilot, town):
    def asked(slug):
        with CaptureQueriesContext(connection) as queries:
            read(client, f"/challenges/kobe/{slug}/?x")
        return sum("pilots_pilot" in each["sql"] for each in queries)

    make_challenge(municipality=town, slug="open", stage="open")
    assert (asked("lunch"), asked("open")) == (1, 0)


def test_officer_changes_what_the_pilot_says(client, pilot, officer):
    client.force_login(officer)
    send(
        client,
        f"{PILOT}edit/",
        partners="株式会社ためす https://tamesu.example/\nNPO法人みる",
        began_on="2026-11-01",
        place="市立小学校 3校",
        region="兵庫県",
        plan="半年ためす。",
    )
    made = Pilot.objects.get()
    assert made.partners == [
        {"name": "株式会社ためす", "url": "https://tamesu.example/"},
        {"name": "NPO法人みる", "url": ""},
    ]
    assert (made.began_on, made.place, made.region.name_ja) == (date(2026, 11, 1), "市立小学校 3校", "兵庫県")
    page = read(client, PILOT)
    assert 'href="https://tamesu.example/"' in page
    assert "半年ためす。" in page


def test_milestone_is_added_done_and_deleted(client, pilot, officer):
    client.force_login(officer)
    send(client, f"{PILOT}milestones/new/", title="試作", due_on="2026-12-01")
    found = Milestone.objects.get()
    own = f"{PILOT}milestones/{found.pk}/"
    done = timezone.localdate().isoformat()
    send(client, own, done_on=done, note="動いた。")
    found.refresh_from_db()
    assert (found.title, found.due_on, found.done_on.isoformat(), found.note) == (
        "試作",
        date(2026, 12, 1),
        done,
        "動いた。",
    )
    assert "動いた。" in read(client, PILOT)
    send(client, own, 1, move="delete")
    assert not Milestone.objects.exists()


def test_milestone_is_not_done_before_the_day_has_come(client, pilot, officer):
    client.force_login(officer)
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = send(client, f"{PILOT}milestones/new/", title="試作", done_on=tomorrow.isoformat())
    assert list(response.context["form"].errors) == ["done_on"]


@pytest.mark.parametrize("who", ["officer", "owner", "member"])
def test_those_who_run_it_write_updates(client, pilot, officer, lead, who):
    member = person("Jun")
    add_member(project=pilot.project, user=member, now=NOW)
    client.force_login({"officer": officer, "owner": lead, "member": member}[who])
    send(client, f"{PILOT}updates/new/", text="学校で試した。\r\n好評だった。")
    assert PilotUpdate.objects.get().text == "学校で試した。\n好評だった。"
    assert "好評だった。" in read(client, PILOT)


def test_others_write_nothing_and_change_nothing(client, pilot, officer, lead, writer):
    update, step = write(pilot, officer, "話"), add_milestone(pilot=pilot, title="試作")
    edits = ("edit/", "milestones/new/", f"milestones/{step.pk}/", "begin/")
    writes = ("updates/new/", f"updates/{update.pk}/")
    found = {}
    for user in (lead, writer, make_user("stranger@tomoni.example")):
        client.force_login(user)
        found[user.email] = [[client.get(PILOT + each).status_code for each in part] for part in (edits, writes)]
        client.post(f"{PILOT}updates/{update.pk}/", {"move": "delete"})
    assert found["taro@tomoni.example"] == [[403] * 4, [200, 403]]
    assert found["miki@tomoni.example"] == found["stranger@tomoni.example"] == [[403] * 4, [403, 403]]
    assert PilotUpdate.objects.exists()
    client.logout()
    assert all("/accounts/login/" in client.get(PILOT + each)["Location"] for each in (*edits, *writes))


def test_author_changes_the_own_update_and_officers_delete_but_rewrite_none(client, pilot, officer, lead):
    update = write(pilot, lead, "話")
    own = f"{PILOT}updates/{update.pk}/"
    client.force_login(lead)
    send(client, own, text="直した話")
    assert "直した話" in read(client, PILOT)
    assert "に変更" in read(client, PILOT)
    client.force_login(officer)
    client.post(own, {"text": "役所の話", "day": "2026-11-20"})
    assert PilotUpdate.objects.get().text == "直した話"
    send(client, own, move="delete")
    assert not PilotUpdate.objects.exists()


def test_pilot_that_has_ended_takes_no_update(client, pilot, officer):
    ChallengePage.objects.filter(pk=pilot.challenge_id).update(stage="finished")
    client.force_login(officer)
    assert client.get(f"{PILOT}updates/new/").status_code == 403
    assert "更新情報を書く" not in read(client, PILOT)


def test_update_can_be_reported_hidden_and_shown_again(client, pilot, lead):
    moderator = person("Aki", is_superuser=True)
    update = write(pilot, lead, "ひどい話")
    client.force_login(lead)  # the pages of anonymous visitors are kept for a moment
    assert "/report/?about=pilot_update." in read(client, PILOT)
    measure = take_measure(moderator=moderator, subject=update, action=Measure.Action.HIDE)
    assert "ひどい話" not in read(client, PILOT) + read(client, "/challenges/kobe/lunch/")
    update.refresh_from_db()
    update.save()
    assert update.hidden_at
    take_back(moderator=moderator, measure=measure)
    assert "ひどい話" in read(client, PILOT)


def test_officers_are_led_to_setting_it_up_and_to_writing(client, challenge, officer, lead):
    begin_url = f'href="{PILOT}begin/"'
    assert begin_url not in read(client, "/challenges/kobe/lunch/")
    client.force_login(lead)
    assert begin_url not in read(client, "/challenges/kobe/lunch/")
    client.force_login(officer)
    assert begin_url in read(client, "/challenges/kobe/lunch/")


def test_copy_of_data_holds_the_own_updates_and_they_stay_without_a_name(client, pilot, lead):
    write(pilot, lead, "話")
    assert KEPT["pilots"].of(lead)["updates"][0]["text"] == "話"
    lead.delete()
    assert "話" in read(client, PILOT)
    assert PilotUpdate.objects.get().author is None
