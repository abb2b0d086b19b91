"""Telling the moderators that something is wrong."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.template import Context, Template
from django.test import Client

from accounts.personal_data import KEPT
from accounts.reports.models import Report
from accounts.reports.subjects import reference, report_path
from pages.addresses import in_language
from tests.factories import make_project, make_user
from tests.sending import forms_of, send, values_of

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def project(site):
    return make_project("給食ガイド", purpose="献立が読めます。")


@pytest.fixture
def reporter(site):
    return make_user("reporter@tomoni.example")


def address(project):
    return in_language(report_path("project", project.pk), "en")


def told(response):
    return response.content.decode()


def test_person_reports_a_project_and_sees_that_it_arrived(project, reporter):
    client = signed_in(reporter)
    page = told(client.get(address(project)))
    assert "給食ガイド" in page
    assert "献立が読めます。" in page
    answer = send(client, address(project), reason="spam", text="広告です。")
    assert answer.status_code == 302
    assert "You have reported this." in told(client.get(answer["Location"]))
    report = Report.objects.get()
    assert (report.subject, report.reporter, report.reason, report.text) == (project, reporter, "spam", "広告です。")
    assert (report.state, report.address) == ("open", project.get_url())


def test_report_leads_to_a_page_with_a_long_japanese_address(site, reporter):
    project = make_project(slug="給食" * 60)
    send(signed_in(reporter), address(project), reason="spam")
    assert Client().get(Report.objects.get().address).status_code == 200


def test_anonymous_visitor_signs_in_first_and_comes_back(project):
    answer = Client().get(address(project))
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/accounts/login/?next={quote(address(project))}"


def test_second_report_of_the_same_person_changes_nothing(project, reporter):
    client = signed_in(reporter)
    page = client.get(address(project))
    for text in ("once", "twice"):
        send_from(client, page, project, reason="spam", text=text)
    assert Report.objects.get().text == "once"


def send_from(client, page, project, **typed):
    return client.post(address(project), {**values_of(forms_of(page)[0]), **typed})


def test_two_people_report_the_same_thing(project, reporter):
    for user in (reporter, make_user("other@tomoni.example")):
        send(signed_in(user), address(project), reason="wrong")
    assert Report.objects.count() == 2


def test_something_else_needs_words_and_nothing_is_lost(project, reporter):
    answer = send(signed_in(reporter), address(project), reason="other")
    assert "Please say in a few words what is wrong." in told(answer)
    answer = send(signed_in(reporter), address(project), reason="famous", text="my words")
    assert "my words" in told(answer)
    assert not Report.objects.exists()


def test_text_that_is_too_long_is_refused_and_kept(project, reporter):
    long = "あ" * 100_000
    answer = send(signed_in(reporter), address(project), reason="spam", text=long)
    assert (answer.status_code, long in told(answer)) == (200, True)
    assert not Report.objects.exists()


@pytest.mark.parametrize("about", ["", "project.1", "project.1:forged", "nothing.1", "\0", "project.1:" + "x" * 43])
def test_what_nobody_signed_names_nothing(project, reporter, about):
    assert signed_in(reporter).get("/report/", {"about": about}).status_code == 404


def test_reference_of_one_thing_does_not_name_another(project, reporter):
    other = make_project()
    forged = reference("project", project.pk).replace(f"project.{project.pk}:", f"project.{other.pk}:")
    assert signed_in(reporter).get("/report/", {"about": forged}).status_code == 404


def test_what_a_person_may_not_see_cannot_be_reported(project, reporter):
    project.unpublish()
    assert signed_in(reporter).get(address(project)).status_code == 404


@pytest.mark.parametrize("parts", [[], ["introduction"]])
def test_form_about_a_profile_shows_no_more_than_its_page(site, reporter, parts):
    profile = make_user("hanako@tomoni.example").profile
    profile.is_public, profile.introduction, profile.public_parts = True, "神戸に住んでいます。", parts
    profile.save()
    page = told(signed_in(reporter).get(in_language(report_path("profile", profile.pk), "en")))
    assert ("神戸に住んでいます。" in page) == bool(parts)


def test_link_to_the_form_costs_no_query(project, django_assert_num_queries):
    template = Template('{% include "reports/report_link.html" with report_subject=project only %}')
    with django_assert_num_queries(0):
        html = template.render(Context({"project": project}))
    assert html.count(report_path("project", project.pk)) == 1
    by_number = Template('{% include "reports/report_link.html" with report_subject="project" report_id=7 only %}')
    assert report_path("project", 7) in by_number.render(Context())


def test_export_tells_what_a_person_reported(project, reporter):
    send(signed_in(reporter), address(project), reason="spam", text="広告です。")
    (kept,) = KEPT["reports"].of(reporter)["sent"]
    assert (kept["text"], kept["address"]) == ("広告です。", project.get_url())
    assert not any(KEPT["measures"].of(reporter).values())


def test_report_stays_without_a_name_when_the_account_is_gone(project, reporter):
    send(signed_in(reporter), address(project), reason="spam")
    reporter.delete()
    assert Report.objects.get().reporter is None


def test_group_of_moderators_is_there_from_the_start(site):
    group = Group.objects.get(name="Moderators")
    assert set(group.permissions.values_list("codename", flat=True)) >= {"moderate", "access_admin"}
    assert not group.page_permissions.filter(page__depth=1).exists()
