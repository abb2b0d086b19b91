"""The report on the sync with GitHub, as an operator reads and uses it."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.users.models import UserProfile

from integrations.github.models import Budget, FollowUp, Repository, SyncRun
from tests.factories import make_municipality_page, make_repository, make_user

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/github/"
RETRY = "/admin/reports/github/retry/"


@pytest.fixture
def operator(site):
    return signed_in(make_user("admin@tomoni.example", is_staff=True, is_superuser=True))


def signed_in(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend=site_settings.AUTHENTICATION_BACKENDS[0])
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    return client


def make_run(**fields):
    now = timezone.now()
    started = fields.pop("started_at", now - timedelta(hours=1))
    ended = fields.pop("finished_at", started + timedelta(minutes=3, seconds=12))
    return SyncRun.objects.create(
        **{"started_at": started, "heartbeat_at": ended or started, "finished_at": ended, "outcome": "done", **fields}
    )


def make_failing(**fields):
    now = timezone.now()
    failing = {"failures": 4, "error_kind": "overloaded", "error_at": now, "due_at": now + timedelta(hours=3)}
    return make_repository(figures={"stars": 1}, **{**failing, **fields})


def make_budget(**fields):
    now = timezone.now()
    budget = {"credential": "abcdef0123456789", "resource": "graphql", "limit": 5000, "remaining": 4321}
    return Budget.objects.create(**{**budget, "resets_at": now + timedelta(minutes=20), "updated_at": now, **fields})


def words(html):
    return re.sub(r"\s+", " ", strip_tags(html))


def read(client, query=""):
    """The report's own words, without the furniture around it."""
    html = client.get(REPORT + query).content.decode()
    return words(html[html.index("<main") : html.index("</main>")])


def test_before_anything_is_synced_the_report_says_what_to_do(operator):
    text = read(operator)
    assert "Before the first sync" in text
    assert "Put GITHUB_TOKEN=… into the environment" in text
    assert "manage.py import_repositories" in text
    assert "Repositories in trouble" not in text


def test_what_is_done_already_is_told_as_done(operator, settings):
    settings.GITHUB_TOKEN = "github_pat_of_the_tests"
    make_repository(status="pending")
    text = read(operator)
    assert "Done: the site has a token for GitHub." in text
    assert "Done: 1 repository is followed." in text
    assert "Run manage.py sync_github" in text


def test_runs_tell_what_came_of_them(operator):
    make_run(
        checked=1200, failed=3, gone=2, renamed=1, requests=60, points=300, follow_ups=450, outcome="some_failed",
        errors={"overloaded": 3},
    )  # fmt: skip
    text = read(operator)
    assert "Some repositories failed GitHub took too long 3 0:03:12 1,200 450 3 2 1 60 300" in text
    assert "Before the first sync" not in text


def test_run_that_was_killed_is_not_shown_as_running(operator):
    make_run(started_at=timezone.now() - timedelta(hours=2), finished_at=None, outcome="running")
    assert "No sign of life 0:00:00" in read(operator)


def test_run_at_work_is_shown_as_running(operator):
    make_run(started_at=timezone.now() - timedelta(seconds=30), finished_at=None, outcome="running")
    assert "Running" in read(operator)


def test_budgets_tell_what_is_left_and_when_they_are_full_again(operator):
    make_run()
    now = timezone.now()
    make_budget()
    make_budget(resource="core", remaining=None, limit=None, resets_at=None)
    make_budget(resource="*", remaining=None, limit=None, resets_at=None, blocked_until=now + timedelta(minutes=1))
    text = read(operator)
    assert "graphql 4,321 / 5,000" in text
    assert "core Unknown Unknown" in text
    assert "All together Unknown Unknown" in text
    assert "abcdef" in text
    assert "abcdef0123456789" not in text


def test_budget_whose_hour_is_over_is_full_again(operator):
    make_run()
    make_budget(resets_at=timezone.now() - timedelta(minutes=1))
    assert "4,321 / 5,000 Since" in read(operator)


def test_ages_and_statuses_are_counted(operator):
    make_run()
    now = timezone.now()
    for age in (timedelta(hours=1), timedelta(days=2), timedelta(days=8)):
        make_repository(figures={"stars": 1}, observed_at=now - age)
    make_repository(status="private_or_deleted", figures={"stars": 1}, observed_at=now - timedelta(days=99))
    text = read(operator)
    assert "Older than a day 2 Older than a week 1" in text
    assert "Active 3 Archived 0 Private or deleted 1 Blocked by GitHub 0 Not asked for yet 0" in text


def test_stale_figures_raise_an_alarm(operator, settings):
    settings.GITHUB_TOKEN = "github_pat_of_the_tests"
    make_run()
    now = timezone.now()
    make_repository(figures={"stars": 1}, observed_at=now - timedelta(days=3), due_at=now - timedelta(days=2))
    html = operator.get(REPORT).content.decode()
    assert 'role="alert"' in html
    assert "the sync does not run" in html


def test_trouble_names_the_repository_its_error_and_the_next_attempt(operator):
    make_run()
    make_failing(full_name="code-for-town/bus", error_message="502 after 20 seconds")
    make_repository("code-for-town/lost", figures={"stars": 1}, unreachable_since=timezone.now())
    make_repository("code-for-town/fine", figures={"stars": 1})
    text = read(operator)
    assert "Errors by kind: GitHub took too long 1" in text
    assert "Active Retry code-for-town/bus GitHub took too long 502 after 20 seconds" in text
    assert "code-for-town/lost Active Not found at the last check Not found since" in text
    assert "code-for-town/fine" not in text
    assert "In the next run" in text


def test_repository_that_is_gone_for_good_is_no_trouble(operator):
    make_run()
    make_repository("code-for-town/gone", status="private_or_deleted", unreachable_since=timezone.now())
    assert "None: no repository's last attempt failed." in read(operator)


def make_unanswered(repository, **fields):
    now = timezone.now()
    question = {"kind": "contributors", "failures": 2, "error_kind": "forbidden", "due_at": now + timedelta(hours=5)}
    return repository.follow_ups.create(**{**question, "error_at": now, **fields})


def test_follow_up_question_without_an_answer_is_trouble(operator):
    make_run()
    repository = make_repository("code-for-town/bus", figures={"stars": 1}, due_at=timezone.now() + timedelta(days=1))
    make_unanswered(repository, error_message="Resource not accessible")
    text = read(operator)
    assert "Contributors: The token may not read it Resource not accessible" in text
    assert "Errors by kind: The token may not read it 1" in text
    assert "Retry 1 repository in the next run" in text


def test_retry_asks_follow_up_questions_again_and_leaves_the_figures_alone(operator):
    later = timezone.now() + timedelta(days=1)
    repository = make_repository(figures={"stars": 1}, due_at=later)
    make_unanswered(repository)
    repository.follow_ups.create(kind="content", due_at=later)
    operator.post(RETRY, {"repository": repository.pk})
    now = timezone.now()
    assert list(FollowUp.objects.filter(due_at__lte=now).values_list("kind", flat=True)) == ["contributors"]
    assert not Repository.objects.due(now).exists()


def test_retry_makes_one_repository_due_now(operator):
    chosen, other = make_failing(), make_failing()
    text = words(operator.post(RETRY, {"repository": chosen.pk}, follow=True).content.decode())
    assert "1 repository is due now. The next run of sync_github asks about it." in text
    due = Repository.objects.due(timezone.now())
    assert (chosen in due, other in due) == (True, False)


def test_retry_without_a_name_takes_all_in_trouble_and_no_others(operator):
    troubled = {make_failing().pk, make_failing().pk}
    make_repository(figures={"stars": 1}, due_at=timezone.now() + timedelta(hours=3))
    text = words(operator.post(RETRY, follow=True).content.decode())
    assert "2 repositories are due now." in text
    assert set(Repository.objects.due(timezone.now()).values_list("pk", flat=True)) == troubled


def test_retry_of_what_has_recovered_says_so(operator):
    fine = make_repository(figures={"stars": 1}, due_at=timezone.now() + timedelta(hours=3))
    assert "Nothing to retry" in words(operator.post(RETRY, {"repository": fine.pk}, follow=True).content.decode())
    assert Repository.objects.due(timezone.now()).count() == 0


@pytest.mark.parametrize("number", ["x", "-1", "²", "9" * 30])
def test_retry_of_no_repository_changes_nothing(operator, number):
    make_failing()
    assert operator.post(RETRY, {"repository": number}).status_code in {302, 404}
    assert Repository.objects.due(timezone.now()).count() == 0


def test_retry_is_asked_for_by_post_only(operator):
    assert operator.get(RETRY).status_code == 405


def test_officers_neither_see_the_report_nor_retry(site):
    town = make_municipality_page()
    officer = signed_in(make_user("officer@tomoni.example", groups=[town.space.group]))
    failing = make_failing()
    assert "/reports/github/" not in officer.get("/admin/").content.decode()
    assert officer.get(REPORT).status_code == 302
    assert officer.post(RETRY, {"repository": failing.pk}).status_code == 302
    assert Repository.objects.due(timezone.now()).count() == 0


def test_report_is_in_the_menu_of_administrators(operator):
    assert REPORT in operator.get("/admin/").content.decode()


def test_long_lists_have_pages_of_their_own(operator):
    for number in range(25):
        make_failing(full_name=f"code-for-town/failing-{number:02}")
        make_run(checked=7000 + number)
    second = read(operator, "?p=2")
    assert ("Page 2 of 2" in second, "code-for-town/failing-24" in second, "7,024" in second) == (True, True, True)
    assert "7,014" in read(operator, "?runs=2")
    assert "Page 2 of 2" in read(operator, "?p=99")
    assert "Page 1 of 2" in read(operator, "?p=x")


@pytest.mark.parametrize("count", [3, 30])
def test_report_costs_the_same_for_any_number(operator, django_assert_num_queries, count):
    for number in range(count):
        make_unanswered(make_failing())
        make_run()
        make_budget(resource=f"resource-{number}")
    operator.get(REPORT)
    with django_assert_num_queries(18):
        operator.get(REPORT)
