"""From the form through the moderators to the site."""

import threading
from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import GroupPagePermission, Workflow, WorkflowPage

from accounts.notices.following import follow
from accounts.notices.models import Notice
from accounts.personal_data import prepare_deletion
from pages.refusals import RefusedError
from projects.bringing.models import Submission
from projects.bringing.workflow import NAME, deciding_groups, set_up_moderation
from projects.models import ProjectIndexPage, ProjectPage
from projects.permissions import is_owner
from tests.factories import make_municipality, make_project, make_repository, make_technology, make_topic
from tests.sending import forms_of, values_of

pytestmark = pytest.mark.django_db


def texts(response):
    return BeautifulSoup(response.content, "html.parser").main.text


def test_submitted_project_waits_unseen_and_moderators_get_one_mail(volunteer, moderator, letters, client):
    submission = volunteer.bring_in()
    page = submission.project
    assert submission.stage == "waiting"
    assert not page.live
    assert client.get(page.get_url()).status_code == 404
    assert len(letters(moderator.user)) == 1
    assert mail.outbox == []
    assert page.title in moderator.get("/admin/").content.decode()


def test_approved_project_is_public_and_its_writer_owns_it(volunteer, decide, letters, client):
    region, topic, tool = make_municipality(), make_topic(), make_technology("Python")
    submission = volunteer.bring_in(
        repositories="https://github.com/Code-for-Town/lunch.git\ncode-for-town/lunch",
        links="資料 https://slides.example/1",
        website="lunch.example",
        topics=[topic.slug],
        technologies="python",
        regions="神戸市",
        languages=["ja", "en"],
        **{"need-0-text": "献立を読みやすくする人", "need-0-role": "design", "need-0-effort": "day"},
    )
    decide(submission.project, "approve")
    page = ProjectPage.objects.get()
    assert page.live
    seen = texts(client.get(page.get_url()))
    for words in (
        "給食の献立",
        "親が献立をすぐに見られる。",
        "献立を読みやすくする人",
        "資料",
        topic.name_ja,
        "神戸市",
    ):
        assert words in seen
    assert is_owner(volunteer.user, page)
    assert [repository.full_name for repository in page.repositories] == ["Code-for-Town/lunch"]
    assert page.website == "https://lunch.example"
    assert list(page.technologies.all()) == [tool]
    assert list(page.regions.all()) == [region]
    assert page.needs.get().effort == "day"
    assert Submission.objects.get().stage == "published"
    assert len(letters(volunteer.user)) == 1
    assert mail.outbox == []


def test_followers_hear_of_the_first_needs_and_their_writer_does_not(volunteer, stranger, decide):
    topic = make_topic()
    for person in (volunteer, stranger):
        follow(user=person.user, kind="topic", target=topic.slug)
    needs = {"need-0-text": "翻訳する人", "need-0-role": "translation", "need-1-text": "撮る人"}
    needs["need-1-role"] = "other"
    decide(volunteer.bring_in(topics=[topic.slug], **needs).project, "approve")
    told = Notice.objects.filter(kind="project_need").order_by("pk")
    assert [(each.user, each.text) for each in told] == [(stranger.user, "翻訳する人"), (stranger.user, "撮る人")]


def test_followers_hear_of_the_new_project_and_its_writer_does_not(
    volunteer, stranger, decide, django_capture_on_commit_callbacks
):
    topic = make_topic()
    for person in (volunteer, stranger):
        follow(user=person.user, kind="topic", target=topic.slug)
    with django_capture_on_commit_callbacks(execute=True):
        decide(volunteer.bring_in(topics=[topic.slug]).project, "approve")
    assert [each.user for each in Notice.objects.filter(kind="new_project")] == [stranger.user]


def test_project_that_is_over_is_approved_without_its_needs(volunteer, decide):
    submission = volunteer.bring_in(status="finished", **{"need-0-text": "翻訳する人", "need-0-role": "data"})
    decide(submission.project, "approve")
    page = ProjectPage.objects.get()
    assert (page.live, page.needs.count()) == (True, 0)


def test_repository_by_its_former_and_its_present_name_is_one(volunteer, decide):
    repository = make_repository("code/menu")
    repository.old_names.create(full_name="code/lunch", until=timezone.now())
    submission = volunteer.bring_in(repositories="code/lunch\ncode/menu")
    decide(submission.project, "approve")
    assert [each.full_name for each in ProjectPage.objects.get().repositories] == ["code/menu"]


def test_english_words_become_the_english_page(volunteer, decide, client):
    submission = volunteer.bring_in(title_en="School meals", purpose_en="Parents see the menu.")
    decide(submission.project, "approve")
    seen = texts(client.get(f"/en{submission.project.get_url()}"))
    assert "School meals" in seen
    assert "Parents see the menu." in seen


def test_sent_back_with_a_comment_by_mail_and_on_the_page_then_approved(volunteer, decide, letters, moderator):
    submission = volunteer.bring_in()
    decide(submission.project, "reject", "だれのためかを、もう少し書いてください。")
    page = volunteer.get(f"/projects/new/{submission.pk}/")
    assert "だれのためかを、もう少し書いてください。" in texts(page)
    assert len(letters(volunteer.user)) == 1
    assert submission.user.email not in texts(page)
    volunteer.send(f"/projects/new/{submission.pk}/", purpose="小学生の親のため。")
    volunteer.submit(submission)
    submission.refresh_from_db()
    assert submission.stage == "waiting"
    assert ProjectPage.objects.count() == 1
    assert len(letters(moderator.user)) == 2
    decide(submission.project, "approve")
    assert ProjectPage.objects.get().purpose == "小学生の親のため。"
    assert len(letters(volunteer.user)) == 2


def test_what_moderators_changed_is_in_the_form_when_it_comes_back(volunteer, decide):
    submission = volunteer.bring_in()
    page = submission.project
    page.title = "給食の献立（神戸）"
    page.save_revision()
    decide(page, "reject", "題名を直しました。")
    form = values_of(forms_of(volunteer.get(f"/projects/new/{submission.pk}/"))[0])
    assert form["title"] == ["給食の献立（神戸）"]
    assert form["purpose"] == ["親が献立をすぐに見られる。"]


def test_withdrawn_project_leaves_no_page_and_all_its_words(volunteer):
    submission = volunteer.bring_in()
    volunteer.client.post(f"/projects/new/{submission.pk}/withdraw/")
    assert ProjectPage.objects.count() == 0
    submission.refresh_from_db()
    assert submission.stage == "draft"
    assert submission.data["title"] == "給食の献立"
    volunteer.submit(submission)
    assert ProjectPage.objects.count() == 1


def test_submitting_twice_makes_one_page_and_one_mail(volunteer, moderator, letters):
    draft = volunteer.begin(title="給食", purpose="見やすく。")
    path = f"/projects/new/{draft.pk}/submit/"
    form = values_of(forms_of(volunteer.get(path))[0])
    answers = [volunteer.client.post(path, form) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert ProjectPage.objects.count() == 1
    assert len(letters(moderator.user)) == 1


def test_project_of_a_suspended_account_is_not_published_and_can_be_sent_back(volunteer, decide):
    page = volunteer.bring_in().project
    get_user_model().objects.filter(pk=volunteer.user.pk).update(is_active=False)
    with override("en"):
        answer = decide(page, "approve")
    assert "このプロジェクトを持ち込んだアカウントは停止中です。" in answer.content.decode()
    page.refresh_from_db()
    assert (page.live, page.memberships.count()) == (False, 0)
    assert Submission.objects.get().stage == "waiting"
    decide(page, "reject", "なりすましです。")
    assert Submission.objects.get().stage == "sent_back"


def test_project_of_a_suspended_account_is_not_published_by_hand_either(volunteer):
    page = volunteer.bring_in().project
    get_user_model().objects.filter(pk=volunteer.user.pk).update(is_active=False)
    with pytest.raises(RefusedError):
        page.get_latest_revision().publish()
    page.refresh_from_db()
    assert not page.live


def test_publishing_by_hand_counts_as_approval(volunteer, moderator):
    submission = volunteer.bring_in()
    submission.project.get_latest_revision().publish(user=moderator.user)
    assert is_owner(volunteer.user, submission.project)
    submission.refresh_from_db()
    assert submission.stage == "published"


def test_publishing_by_hand_after_sending_back_counts_as_approval(volunteer, moderator, decide, letters):
    submission = volunteer.bring_in()
    decide(submission.project, "reject", "題名を直します。")
    submission.project.get_latest_revision().publish(user=moderator.user)
    assert is_owner(volunteer.user, submission.project)
    submission.refresh_from_db()
    assert submission.stage == "published"
    assert len(letters(volunteer.user)) == 2


def test_workflow_that_was_ended_gives_the_draft_back(volunteer, moderator):
    submission = volunteer.bring_in()
    submission.project.current_workflow_state.cancel(user=moderator.user)
    submission.refresh_from_db()
    assert submission.stage == "sent_back"
    volunteer.submit(submission)
    submission.refresh_from_db()
    assert submission.stage == "waiting"


def test_deleting_what_was_sent_back_takes_its_page_along(volunteer, decide):
    submission = volunteer.bring_in()
    decide(submission.project, "reject", "これは広告です。")
    volunteer.client.post(f"/projects/new/{submission.pk}/delete/")
    assert ProjectPage.objects.count() == 0


@pytest.mark.parametrize(
    ("title", "slug"),
    [("給食の献立", "給食の献立"), ("School Lunch", "school-lunch"), ("New", "project-new"), ("！？", "project")],
)
def test_addresses_come_from_titles_and_never_stand_for_something_else(volunteer, title, slug):
    assert volunteer.bring_in(title=title).project.slug == slug


def test_same_title_gets_another_address(volunteer):
    assert [volunteer.bring_in(title="Lunch").project.slug for _time in range(2)] == ["lunch", "lunch-2"]


def test_similar_projects_are_pointed_out_before_submitting(volunteer):
    make_project("給食の献立 ")
    make_project("まったく別", repositories=[make_repository("code-for-town/lunch")])
    make_project("河川の水位")
    draft = volunteer.begin(title="「給食」の献立", purpose="x", repositories="Code-for-Town/Lunch")
    page = BeautifulSoup(volunteer.get(f"/projects/new/{draft.pk}/submit/").content, "html.parser")
    section = page.select_one("section[aria-labelledby=similar]").text
    assert "給食の献立" in section
    assert "まったく別" in section
    assert "河川の水位" not in section


def test_moderators_see_the_preview_of_what_was_submitted(volunteer, moderator, stranger, decide):
    submission = volunteer.bring_in()
    path = f"/projects/new/{submission.pk}/preview/"
    assert moderator.get(path).status_code == 200
    assert stranger.get(path).status_code == 404
    decide(submission.project, "reject", "短くしてください。")
    volunteer.send(f"/projects/new/{submission.pk}/", purpose="まだ誰にも見せない。")
    assert moderator.get(path).status_code == 404
    assert volunteer.get(path).status_code == 200


def test_page_deleted_in_the_admin_gives_the_words_back(volunteer):
    submission = volunteer.bring_in()
    submission.project.delete()
    submission.refresh_from_db()
    assert (submission.stage, submission.project) == ("sent_back", None)
    volunteer.submit(submission)
    assert ProjectPage.objects.count() == 1


def test_account_that_is_deleted_takes_its_drafts_and_waiting_pages_along(volunteer):
    volunteer.bring_in()
    volunteer.begin(title="別のもの")
    prepare_deletion(volunteer.user)
    volunteer.user.delete()
    assert Submission.objects.count() == 0
    assert ProjectPage.objects.count() == 0


def test_new_site_has_one_workflow_on_the_list_of_projects_alone(site):
    lists = set(ProjectIndexPage.objects.values_list("pk", flat=True))
    assert set(WorkflowPage.objects.filter(workflow__name=NAME).values_list("page", flat=True)) == lists
    set_up_moderation()
    assert Workflow.objects.filter(name=NAME).count() == 1


def test_site_from_before_is_given_the_workflow_and_the_rights_when_it_is_updated(site):
    Workflow.objects.filter(name=NAME).delete()
    GroupPagePermission.objects.filter(group__name="Moderators").delete()
    lists = set(ProjectIndexPage.objects.values_list("pk", flat=True))
    import_module("projects.bringing.migrations.0002_moderation").set_up_moderation(apps, None)
    assert set(WorkflowPage.objects.filter(workflow__name=NAME).values_list("page", flat=True)) == lists
    assert list(deciding_groups().values_list("name", flat=True)) == ["Moderators"]
    rights = GroupPagePermission.objects.filter(group__name="Moderators")
    assert set(rights.values_list("page", "permission__codename")) == {
        (page, right) for page in lists for right in ("add_page", "change_page", "publish_page")
    }


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_projects_of_one_name_at_the_same_moment_are_two_pages(volunteer, stranger):
    drafts = [person.begin(title="給食", purpose="見やすく。") for person in (volunteer, stranger)]
    paths = [f"/projects/new/{draft.pk}/submit/" for draft in drafts]
    clients = [volunteer.client, stranger.client]
    forms = [values_of(forms_of(client.get(path))[0]) for client, path in zip(clients, paths, strict=True)]
    answers = []

    def post(client, path, form):
        try:
            answers.append(client.post(path, form).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=each) for each in zip(clients, paths, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302]
    assert set(ProjectPage.objects.values_list("slug", flat=True)) == {"給食", "給食-2"}
