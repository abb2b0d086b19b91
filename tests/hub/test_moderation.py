"""The queue of moderators: what waits, what they decide, and how it is taken back."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from accounts.reports.models import Measure, Report
from accounts.reports.services import report
from accounts.reports.subjects import kind_of
from hub.moderation.reminders import remind_moderators
from hub.moderation.services import set_up_moderators
from integrations.mail.models import Letter
from projects.joining.models import Claim, JoinMessage, JoinRequest, Membership
from projects.joining.services import make_owner
from projects.models import ProjectPage
from projects.updates.models import ProjectUpdate
from projects.updates.services import show_update
from tests.factories import make_municipality_page, make_project, make_user, translate
from tests.hub.test_operators import signed_in

pytestmark = pytest.mark.django_db

QUEUE, DECIDE = "/admin/moderation/", "/admin/moderation/decide/"
CLAIM, TAKE_BACK = "/admin/moderation/claim/", "/admin/moderation/take-back/"


@pytest.fixture
def moderator(site):
    return make_user("moderator@tomoni.example", groups=[Group.objects.get(name="Moderators")], first_name="まもる")


@pytest.fixture
def desk(moderator):
    return signed_in(moderator)


@pytest.fixture
def reporter(site):
    return make_user("reporter@tomoni.example", first_name="はなこ")


def make_report(subject, reporter, **fields):
    return report(reporter=reporter, kind=kind_of(subject), subject=subject, **{"reason": "spam", **fields})


def queue(client):
    html = client.get(QUEUE).content.decode()
    return re.sub(r"\s+", " ", BeautifulSoup(html, "html.parser").select_one("main").text)


def decide(client, found, decision, note="", **options):
    key = f"{found.content_type_id}.{found.object_id}"
    return client.post(DECIDE, {"thing": key, "decision": decision, "note": note}, **options)


def subjects_of_mail(user):
    return list(Letter.objects.filter(to=user.email).order_by("pk").values_list("subject", flat=True))


def make_message(project, text="Buy this", author=None):
    author = author or make_user("asker@tomoni.example")
    asked = JoinRequest.objects.create(project=project, user=author, asked_at=timezone.now())
    return JoinMessage.objects.create(request=asked, author=author, text=text, written_at=timezone.now())


def test_empty_queue_says_that_nothing_waits(desk):
    said = queue(desk)
    assert "Nothing is reported." in said
    assert "Nobody claims a project." in said
    assert "No project waits to be published." in said


def test_reports_of_one_thing_stand_together_with_their_words(desk, reporter):
    project = make_project("給食ガイド", purpose="献立が読めます。")
    make_report(project, reporter, text="広告です。")
    make_report(project, make_user("other@tomoni.example", first_name="たろう"), reason="wrong", text="<b>うそ</b>")
    said = queue(desk)
    assert "Reported (1)" in said
    assert said.count("project: 給食ガイド") == 1
    for words in ("献立が読めます。", "広告です。", "はなこ", "<b>うそ</b>", "たろう"):
        assert words in said
    assert "reporter@tomoni.example" not in said


def test_what_waits_longest_comes_first(desk, reporter):
    late, early = make_project("late"), make_project("early")
    make_report(late, reporter)
    make_report(early, reporter)
    Report.objects.filter(object_id=early.pk).update(reported_at=timezone.now() - timedelta(days=3))
    said = queue(desk)
    assert said.index("project: early") < said.index("project: late")


def test_dismissed_report_leaves_the_thing_and_tells_the_reporter_once(desk, reporter, moderator):
    project = make_project()
    found = make_report(project, reporter)
    decide(desk, found, "dismiss", "Nothing wrong.")
    decide(desk, found, "dismiss", "Again.")
    found.refresh_from_db()
    assert (found.state, found.decided_by, found.note) == ("dismissed", moderator, "Nothing wrong.")
    project.refresh_from_db()
    assert project.live
    assert len(subjects_of_mail(reporter)) == 1
    assert "Nothing is reported." in queue(desk)


def test_person_may_report_again_after_a_decision(desk, reporter):
    project = make_project()
    decide(desk, make_report(project, reporter), "dismiss")
    make_report(project, reporter)
    assert Report.objects.open().count() == 1


def test_project_is_taken_off_the_site_in_every_language_and_put_back_as_it_was(desk, reporter, client):
    project = make_project("給食ガイド")
    project.save_revision().publish()
    english = translate(project, "en", title="School lunches")
    shown = ProjectPage.objects.get(pk=project.pk).live_revision
    owner = make_user("owner@tomoni.example")
    Membership.objects.create(project=project, user=owner, role="owner", since=timezone.now())
    project.title = "draft"
    project.save_revision()
    decide(desk, make_report(ProjectPage.objects.get(pk=project.pk), reporter), "hide", "Advertising.")
    assert [client.get(page.get_url()).status_code for page in (project, english)] == [404, 404]
    assert len(subjects_of_mail(owner)) == 1
    assert "Advertising." in Letter.objects.get(to=owner.email).message["body"]
    desk.post(TAKE_BACK, {"measure": Measure.objects.get().pk})
    cache.clear()
    assert [client.get(page.get_url()).status_code for page in (project, english)] == [200, 200]
    assert "給食ガイド" in client.get(project.get_url()).content.decode()
    assert ProjectPage.objects.get(pk=project.pk).live_revision == shown
    assert len(subjects_of_mail(owner)) == 2


def test_project_without_a_revision_is_put_back_too(desk, reporter):
    project = make_project()
    project.revisions.all().delete()
    ProjectPage.objects.filter(pk=project.pk).update(live_revision=None, latest_revision=None)
    decide(desk, make_report(ProjectPage.objects.get(pk=project.pk), reporter), "hide")
    desk.post(TAKE_BACK, {"measure": Measure.objects.get().pk})
    project.refresh_from_db()
    assert project.live


def approve_in_the_admin(client, page, **headers):
    page.save_revision()
    state = page.get_workflow().start(page, make_user("editor@tomoni.example")).current_task_state
    path = f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/"
    return client.post(path, {"comment": ""}, headers=headers, follow=True)


def test_hidden_project_cannot_be_published_around_the_moderators(desk, reporter):
    project = make_project()
    decide(desk, make_report(project, reporter), "hide")
    project = ProjectPage.objects.get(pk=project.pk)
    answer = approve_in_the_admin(desk, project)
    assert "The moderators have taken this project off the site." in answer.content.decode()
    assert answer.redirect_chain == [(f"/admin/pages/{project.pk}/edit/", 302)]
    project.refresh_from_db()
    assert not project.live
    assert project.current_workflow_state.status == "in_progress"


def test_dialogue_of_the_admin_leads_to_why_a_project_is_not_published(desk, reporter):
    project = make_project()
    decide(desk, make_report(project, reporter), "hide")
    answer = approve_in_the_admin(
        desk, ProjectPage.objects.get(pk=project.pk), **{"x-requested-with": "XMLHttpRequest"}
    )
    assert answer.json() == {"step": "success", "redirect": f"/admin/pages/{project.pk}/edit/"}
    assert "taken this project off the site" in desk.get(answer.json()["redirect"]).content.decode()


def test_need_is_hidden_and_shown_again(desk, reporter):
    project = make_project(needs=[{"text": "デザイナー"}])
    need = project.needs.get()
    decide(desk, make_report(need, reporter), "hide")
    need.refresh_from_db()
    assert need.closed_at
    need.closed_at = None
    need.save()
    assert need.closed_at, "an owner cannot open it again"
    desk.post(TAKE_BACK, {"measure": Measure.objects.get().pk})
    need.refresh_from_db()
    assert need.closed_at is None


@pytest.mark.parametrize("move", ["renew", "reopen"])
def test_owner_is_told_that_a_hidden_need_stays_closed(desk, reporter, client, move):
    project = make_project(slug="lunch", needs=[{"text": "デザイナー"}])
    make_owner(project=project, user=reporter)
    need = project.needs.get()
    decide(desk, make_report(need, reporter), "hide")
    client.force_login(reporter)
    answer = client.post(f"/en/projects/lunch/needs/{need.pk}/choose/", {"move": move}, follow=True)
    assert "A moderator has closed this need" in answer.content.decode()
    need.refresh_from_db()
    assert need.closed_at


def test_update_is_hidden_stays_hidden_and_is_shown_again(desk, reporter):
    author = make_user("rude@tomoni.example")
    update = ProjectUpdate.objects.create(
        project=make_project(), author=author, text="Buy this", published_at=timezone.now()
    )
    decide(desk, make_report(update, reporter), "hide")
    update.refresh_from_db()
    with pytest.raises(ValidationError, match="A moderator has hidden this update"), override("en"):
        show_update(update=update, by=author)
    update.refresh_from_db()
    assert update.hidden_at, "an owner cannot show it again"
    assert len(subjects_of_mail(author)) == 1
    desk.post(TAKE_BACK, {"measure": Measure.objects.get().pk})
    update.refresh_from_db()
    assert update.hidden_at is None


def test_profile_is_hidden_stays_hidden_and_is_shown_again(desk, reporter):
    profile = make_user("rude@tomoni.example").profile
    profile.is_public = True
    profile.save()
    decide(desk, make_report(profile, reporter), "hide")
    profile.refresh_from_db()
    profile.is_public = True
    profile.save()
    profile.refresh_from_db()
    assert not profile.is_public
    desk.post(TAKE_BACK, {"measure": Measure.objects.get().pk})
    profile.refresh_from_db()
    assert profile.is_public


def test_message_is_covered_and_uncovered(desk, reporter):
    message = make_message(make_project(), "Buy this")
    decide(desk, make_report(message, reporter), "hide")
    message.refresh_from_db()
    assert "Buy this" not in message.text
    desk.post(TAKE_BACK, {"measure": Measure.objects.get().pk})
    message.refresh_from_db()
    assert message.text == "Buy this"


def test_person_is_suspended_signed_out_told_and_let_in_again(desk, reporter):
    person = make_user("rude@tomoni.example", first_name="あらし")
    message = make_message(make_project(), author=person)
    session = signed_in(person)
    assert session.get("/accounts/").status_code == 200
    make_report(message, reporter)
    assert "Suspend the account of あらし" in queue(desk)
    decide(desk, Report.objects.get(), "suspend", "Stop it.")
    assert session.get("/accounts/").status_code == 302
    assert "Stop it." in Letter.objects.get(to=person.email).message["body"]
    desk.post(TAKE_BACK, {"measure": Measure.objects.get().pk})
    person.refresh_from_db()
    assert person.is_active
    assert Measure.objects.get().undone_by is not None


@pytest.mark.parametrize("who", ["moderator", "admin"])
def test_moderators_and_administrators_are_not_suspended_by_moderators(desk, reporter, who):
    groups = [Group.objects.get(name="Moderators")] if who == "moderator" else []
    person = make_user("other-moderator@tomoni.example", groups=groups, is_superuser=who == "admin")
    message = make_message(make_project(), author=person)
    found = make_report(message, reporter)
    assert 'value="suspend"' not in desk.get(QUEUE).content.decode()
    answer = decide(desk, found, "suspend", "My words.")
    assert "an administrator has to do it" in answer.content.decode()
    assert "My words." in answer.content.decode()
    person.refresh_from_db()
    assert person.is_active
    assert Report.objects.open().exists()


def test_upheld_report_without_a_measure_is_told_as_seen_to(desk, reporter):
    project = make_project()
    found = make_report(project, reporter)
    decide(desk, found, "done")
    found.refresh_from_db()
    assert (found.state, Measure.objects.count(), len(subjects_of_mail(reporter))) == ("upheld", 0, 1)


def test_thing_that_is_gone_can_still_be_decided(desk, reporter):
    project = make_project(needs=[{"text": "デザイナー"}])
    found = make_report(project.needs.get(), reporter)
    project.needs.get().delete()
    assert "Gone in the meantime" in queue(desk)
    decide(desk, found, "done")
    assert not Report.objects.open().exists()


def test_measure_is_taken_back_once(desk, reporter):
    profile = make_user("rude@tomoni.example").profile
    profile.is_public = True
    profile.save()
    decide(desk, make_report(profile, reporter), "hide")
    measure = Measure.objects.get()
    desk.post(TAKE_BACK, {"measure": measure.pk})
    answer = desk.post(TAKE_BACK, {"measure": measure.pk}, follow=True)
    assert "it had been taken back already" in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"thing": "x"}, {"thing": "1.1", "decision": "burn"}, {"thing": "1.1\0"}])
def test_what_is_no_decision_changes_nothing(desk, reporter, sent):
    make_report(make_project(), reporter)
    assert desk.post(DECIDE, sent).status_code == 200
    assert Report.objects.open().count() == 1


def test_note_that_is_too_long_is_refused_and_kept(desk, reporter):
    found = make_report(make_project(), reporter)
    answer = decide(desk, found, "dismiss", "長" * 2001)
    assert "長" * 2001 in answer.content.decode()
    assert Report.objects.open().exists()


def make_claim(project, user, **fields):
    return Claim.objects.create(project=project, user=user, reason="I wrote it.", claimed_at=timezone.now(), **fields)


def test_claim_is_approved_from_the_queue(desk):
    project, claimant = make_project("給食ガイド"), make_user("claimant@tomoni.example", first_name="じろう")
    claim = make_claim(project, claimant)
    assert "じろう wants to look after 給食ガイド" in queue(desk)
    desk.post(CLAIM, {"claim": claim.pk, "decision": "approve", "note": ""})
    assert Membership.objects.get(project=project, user=claimant).role == "owner"
    assert "Nobody claims a project." in queue(desk)


def test_claim_is_refused_with_words_only(desk):
    claim = make_claim(make_project(), make_user("claimant@tomoni.example"))
    answer = desk.post(CLAIM, {"claim": claim.pk, "decision": "reject", "note": ""})
    assert answer.status_code == 200
    claim.refresh_from_db()
    assert claim.state == "open"
    desk.post(CLAIM, {"claim": claim.pk, "decision": "reject", "note": "Ask to join first."})
    claim.refresh_from_db()
    assert (claim.state, claim.note) == ("rejected", "Ask to join first.")


def test_own_claim_is_for_another_moderator(desk, moderator):
    claim = make_claim(make_project(), moderator)
    desk.post(CLAIM, {"claim": claim.pk, "decision": "approve", "note": ""})
    claim.refresh_from_db()
    assert claim.state == "open"


def test_menu_of_moderators_says_how_much_waits(desk, reporter):
    make_report(make_project(), reporter)
    assert "Moderation (1)" in desk.get("/admin/").content.decode()


def test_officers_neither_see_nor_decide(site, reporter):
    officer = signed_in(make_user("officer@tomoni.example", groups=[make_municipality_page().space.group]))
    found = make_report(make_project(), reporter)
    assert QUEUE not in officer.get("/admin/").content.decode()
    assert officer.get(QUEUE).status_code == 302
    assert decide(officer, found, "dismiss").status_code == 302
    assert officer.post(CLAIM, {"claim": 1, "decision": "approve"}).status_code == 302
    assert officer.post(TAKE_BACK, {"measure": 1}).status_code == 302
    assert Report.objects.open().count() == 1


@pytest.mark.parametrize("count", [2, 20])
def test_queue_costs_the_same_for_any_number(desk, reporter, count, django_assert_max_num_queries):
    for number in range(count):
        make_report(make_project() if number % 2 else make_user(f"rude{number}@tomoni.example").profile, reporter)
    desk.get(QUEUE)
    with django_assert_max_num_queries(32):
        desk.get(QUEUE)


def test_moderators_are_reminded_once_a_day_of_what_waits_longer_than_a_day(moderator, reporter):
    now = timezone.now()
    make_report(make_project(), reporter)
    assert remind_moderators(now) == "nothing waits"
    Report.objects.update(reported_at=now - timedelta(days=1, minutes=1))
    assert remind_moderators(now) == "1 told"
    remind_moderators(now + timedelta(minutes=1))
    assert len(subjects_of_mail(moderator)) == 1
    remind_moderators(now + timedelta(days=1))
    assert len(subjects_of_mail(moderator)) == 2


def test_setting_up_twice_changes_nothing(moderator):
    set_up_moderators()
    assert Group.objects.filter(name="Moderators").count() == 1


@pytest.fixture
def own_update(moderator):
    return ProjectUpdate.objects.create(
        project=make_project("給食の地図", slug="lunch"), author=moderator, text="読んで", published_at=timezone.now()
    )


def test_moderator_leaves_what_they_wrote_themselves_to_another(desk, moderator, reporter, own_update):
    other = make_user("other@tomoni.example", groups=[Group.objects.get(name="Moderators")])
    found = make_report(own_update, reporter)
    with override("en"):
        assert "You wrote this yourself: another moderator decides on it." in queue(desk)
    decide(desk, found, "dismiss")
    found.refresh_from_db()
    assert found.state == "open"
    decide(signed_in(other), found, "dismiss")
    found.refresh_from_db()
    assert (found.state, found.decided_by) == ("dismissed", other)


def test_only_moderator_decides_on_what_they_wrote_themselves(desk, moderator, reporter, own_update):
    found = make_report(own_update, reporter)
    decide(desk, found, "hide")
    found.refresh_from_db()
    assert (found.state, found.decided_by) == ("upheld", moderator)
