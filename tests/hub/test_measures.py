"""What moderators did: twice, for two reasons, taken back, and when the account is gone."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import override

from accounts.profiles.deletion import delete_account
from accounts.reports.models import Measure, Report
from accounts.reports.services import report
from accounts.reports.subjects import kind_of
from hub.moderation.services import AlreadyDecidedError, take_back, take_measure
from integrations.mail.models import Letter
from pages.templatetags.tomoni import date_text
from projects.joining.models import JoinMessage, JoinRequest, Membership
from projects.updates.models import ProjectUpdate
from tests.factories import make_project, make_user
from tests.hub.test_operators import signed_in

from .test_moderation import subjects_of_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(site):
    return make_user("moderator@tomoni.example", groups=[Group.objects.get(name="Moderators")])


@pytest.fixture
def desk(moderator):
    return signed_in(moderator)


@pytest.fixture
def asker(site):
    user = make_user("asker@tomoni.example")
    user.profile.name, user.profile.handle, user.profile.is_public = "あらし", "arashi", True
    user.profile.save()
    return user


def message_of(author, text="Buy this"):
    asked = JoinRequest.objects.create(project=make_project("給食"), user=author, asked_at=timezone.now())
    return JoinMessage.objects.create(request=asked, author=author, text=text, written_at=timezone.now())


def report_and_decide(desk, subject, decision):
    reporter = make_user(f"reporter{Report.objects.count()}@tomoni.example")
    found = report(reporter=reporter, kind=kind_of(subject), subject=subject, reason="spam")
    thing = f"{found.content_type_id}.{found.object_id}"
    return desk.post("/admin/moderation/decide/", {"thing": thing, "decision": decision, "note": ""}, follow=True)


def test_what_is_covered_is_reported_and_covered_again_and_uncovered_as_it_was(desk, moderator, asker):
    message = message_of(asker)
    for _time in range(2):
        answer = report_and_decide(desk, message, "hide")
        assert "Done." in answer.content.decode()
    assert not Report.objects.open().exists()
    take_back(moderator=moderator, measure=Measure.objects.get())
    message.refresh_from_db()
    assert message.text == "Buy this"


def said_to(user, address):
    return " ".join(BeautifulSoup(signed_in(user).get(address).content, "html.parser").main.get_text(" ").split())


def test_owner_reads_who_has_hidden_their_page_when_and_why(moderator, asker):
    measure = take_measure(moderator=moderator, subject=asker.profile, action="hide", note="It advertises a shop.")
    with override("en"):
        day = date_text(timezone.localdate(measure.taken_at))
    for address in ("/en/people/arashi/", "/en/accounts/profile/"):
        said = said_to(asker, address)
        assert "The moderators have hidden your page." in said
        assert f"Since {day} only you can see it" in said
        assert "It advertises a shop." in said
        assert "if you made it public" not in said
    assert "the moderators have hidden it" in said_to(asker, "/en/accounts/")
    take_back(moderator=moderator, measure=measure)
    assert "moderators have hidden" not in " ".join(
        said_to(asker, address) for address in ("/en/people/arashi/", "/en/accounts/profile/", "/en/accounts/")
    )


def test_person_who_is_suspended_is_not_suspended_again(desk, moderator, asker):
    first, second = message_of(asker), message_of(asker)
    take_measure(moderator=moderator, subject=first, action="suspend")
    with pytest.raises(AlreadyDecidedError):
        take_measure(moderator=moderator, subject=second, action="suspend")
    assert "somebody has decided this in the meantime" in report_and_decide(desk, second, "suspend").content.decode()
    assert Measure.objects.count() == 1


def test_person_suspended_for_two_reasons_is_let_in_when_both_are_taken_back(moderator, asker):
    first = take_measure(moderator=moderator, subject=message_of(asker), action="suspend")
    asker.is_active = True  # an administrator let them in
    asker.save()
    second = take_measure(moderator=moderator, subject=message_of(asker), action="suspend")
    for measure, is_open in ((first, False), (second, True)):
        take_back(moderator=moderator, measure=measure)
        asker.refresh_from_db()
        assert asker.is_active == is_open
    assert subjects_of_mail(asker).count("アカウントの停止を解除しました") == 1


def test_owners_hear_nothing_of_the_suspension_of_somebody_who_left(moderator, asker):
    project, owner = make_project(), make_user("owner@tomoni.example")
    Membership.objects.create(project=project, user=owner, role="owner", since=timezone.now())
    update = ProjectUpdate.objects.create(project=project, author=asker, text="Buy", published_at=timezone.now())
    measure = take_measure(moderator=moderator, subject=update, action="suspend")
    asker.delete()
    take_back(moderator=moderator, measure=measure)
    assert subjects_of_mail(owner) == []


def test_mail_about_a_measure_is_in_the_words_of_its_reader(moderator, asker):
    with override("en"):
        take_measure(moderator=moderator, subject=message_of(asker), action="hide")
    letter = Letter.objects.get(to=asker.email)
    assert "A message" not in letter.subject + letter.message["body"]
    assert "給食" in letter.subject


def test_measure_and_report_keep_no_name_of_an_account_that_is_gone(desk, moderator, asker):
    message = message_of(asker, text="わたしの事情")
    for subject in (asker.profile, message):
        report(reporter=moderator, kind=kind_of(subject), subject=subject, reason="spam")
        take_measure(moderator=moderator, subject=subject, action="hide")
    delete_account(user=asker)
    kept = [str(row) for table in (Measure, Report) for row in table.objects.values()]
    assert Measure.objects.count() == 2
    for words in ("あらし", "arashi", "わたしの事情"):
        assert not [row for row in kept if words in row]
    page = BeautifulSoup(desk.get("/admin/moderation/").content, "html.parser").select_one("main")
    assert "somebody who has left the site" in re.sub(r"\s+", " ", page.text)


@pytest.mark.parametrize("count", [2, 20])
def test_queue_of_things_with_authors_costs_the_same_for_any_number(desk, count, django_assert_max_num_queries):
    reporter, project = make_user(), make_project()
    for number in range(count):
        author = make_user(f"author{number}@tomoni.example")
        update = ProjectUpdate.objects.create(project=project, author=author, text="x", published_at=timezone.now())
        for subject in (update, message_of(author)):
            report(reporter=reporter, kind=kind_of(subject), subject=subject, reason="spam")
    desk.get("/admin/moderation/")
    with django_assert_max_num_queries(32):
        desk.get("/admin/moderation/")
