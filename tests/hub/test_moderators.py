"""Who is told of what is submitted: those who can decide on it, and of what they can decide."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from accounts.reports.services import report
from accounts.reports.subjects import kind_of
from hub.moderation.reminders import remind_moderators
from integrations.mail.models import Letter
from projects.bringing.permissions import may_review
from tests.factories import make_project, make_user
from tests.hub.test_operators import signed_in
from tests.projects.bringing.conftest import make_person

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def volunteer(site):
    return make_person("volunteer@tomoni.example")


@pytest.fixture
def moderator(site):
    return make_person("moderator@tomoni.example", groups=[Group.objects.get(name="Moderators")])


@pytest.fixture
def helper(site):
    """Decides on reports by a right of their own, and is in no group."""
    rights = [("reports", "moderate"), ("wagtailadmin", "access_admin")]
    user = make_user("helper@tomoni.example")
    for app, codename in rights:
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def mails(user):
    return list(Letter.objects.filter(to=user.email).order_by("pk").values_list("message__body", flat=True))


def test_who_can_decide_on_reports_alone_is_told_of_reports_alone(volunteer, moderator, helper):
    volunteer.bring_in()
    assert (len(mails(moderator.user)), mails(helper)) == (1, [])
    assert remind_moderators(NOW + 2 * DAY) == "1 told"
    assert (len(mails(moderator.user)), mails(helper)) == (2, [])
    report(reporter=volunteer.user, kind=kind_of(page := make_project()), subject=page, reason="spam")
    remind_moderators(NOW + 4 * DAY)
    assert "提出されたプロジェクト" in mails(moderator.user)[-1]
    assert "提出されたプロジェクト" not in mails(helper)[-1]


def test_queue_and_menu_count_what_the_reader_can_decide_on(volunteer, moderator, helper):
    volunteer.bring_in()
    of_moderator = signed_in(moderator.user).get("/admin/moderation/").content.decode()
    of_helper = signed_in(helper).get("/admin/moderation/").content.decode()
    assert "Moderation (1)" in of_moderator
    assert "Projects submitted (1)" in of_moderator
    assert "Moderation (" not in of_helper
    assert "Projects submitted" not in of_helper


def test_administrators_hear_of_what_only_they_can_decide_on(volunteer, helper):
    admin = make_user("admin@tomoni.example", is_superuser=True)
    volunteer.bring_in()
    remind_moderators(NOW + 2 * DAY)
    assert (len(mails(admin)), mails(helper)) == (2, [])


def test_group_that_administrators_have_chosen_for_the_workflow_decides(volunteer, moderator):
    chosen = Group.objects.create(name="Editors of projects")
    editor = make_user("editor@tomoni.example", groups=[chosen])
    page = volunteer.bring_in().project
    page.current_workflow_task.specific.groups.set([chosen])
    assert (may_review(editor), may_review(moderator.user)) == (True, False)


def test_what_was_sent_back_waits_since_it_came_again(volunteer, moderator):
    """The mail says since when, and comes a day after that."""
    submission = volunteer.bring_in()
    WorkflowState.objects.update(created_at=NOW - 9 * DAY)
    TaskState.objects.update(started_at=NOW - 9 * DAY)
    state = submission.project.current_workflow_state.current_task_state
    path = f"/admin/pages/workflow/action/{submission.project_id}/reject/{state.pk}/"
    moderator.client.post(path, {"comment": "短くしてください。"})
    volunteer.submit(submission)
    assert remind_moderators(NOW + timedelta(hours=1)) == "nothing waits"
    assert remind_moderators(NOW + DAY + timedelta(hours=1)) == "1 told"
