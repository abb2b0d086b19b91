"""Deleting one's own account."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, ModelLogEntry, PageLogEntry, Revision
from wagtail.users.models import UserProfile

from accounts import personal_data
from accounts.models import FormerHandle, Profile
from accounts.notices.models import Follow
from accounts.reports.models import Report
from integrations.mail.models import Letter
from integrations.mail.services import post
from projects.joining.models import Membership
from tests.factories import make_project, make_user
from tests.sending import send

from .reading import main_text

PAGE = "/en/accounts/delete/"
ADDRESS = "hana@tomoni.example"


def leave(client, address=ADDRESS):
    return send(client, PAGE, email=address)


def waiting():
    return Letter.objects.filter(sent_at=None, given_up_at=None)


def test_account_is_gone_with_all_that_hangs_on_it(sure, hana):
    Follow.objects.create(user=hana, kind="topic", target="food", since=timezone.now())
    FormerHandle.objects.create(profile=hana.profile, handle="hana-before")
    Membership.objects.create(user=hana, project=make_project("地図"), since=timezone.now())
    assert leave(sure)["Location"] == "/en/accounts/deleted/"
    assert not get_user_model().objects.filter(pk=hana.pk).exists()
    assert [each.objects.count() for each in (Profile, FormerHandle, Follow, Membership)] == [0, 0, 0, 0]
    assert "Your account is deleted" in main_text(sure.get("/en/accounts/deleted/"))


def test_person_is_signed_out(sure):
    leave(sure)
    assert sure.get("/en/accounts/")["Location"].startswith("/en/accounts/login/")


def test_one_last_mail_confirms_it_and_no_other_is_sent(sure, hana):
    post(key="old", to=ADDRESS, subject="An invitation", text="Come.")
    Letter.objects.update(sent_at=timezone.now())
    post(key="digest", to="Hana@Tomoni.example", subject="What is new", text="Much.")
    post(key="other", to="taro@tomoni.example", subject="What is new", text="Much.")
    Profile.objects.update(mail_language="en")
    leave(sure)
    assert sorted(waiting().values_list("to", "subject")) == [
        (ADDRESS, "Your account on Tomoni is deleted"),
        ("taro@tomoni.example", "What is new"),
    ]
    assert not Letter.objects.exclude(sent_at=None).filter(to=ADDRESS).exists()
    assert "answer this mail and tell us" in waiting().get(to=ADDRESS).message["body"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_lines_of_what_is_deleted_end_alike(sure, prefix):
    page = BeautifulSoup(sure.get(f"{prefix}/accounts/delete/").content, "html.parser")
    lines = [each.get_text(strip=True) for each in page.select("[aria-labelledby=goes] li")]
    assert len(lines) > 5
    assert [line for line in lines if line.endswith((".", "。"))] == []


@pytest.mark.parametrize("typed", ["taro@tomoni.example", "", "hana", "x" * 1000])
def test_wrong_address_deletes_nothing_and_keeps_what_was_typed(sure, hana, typed):
    response = leave(sure, typed)
    assert response.status_code == 200
    assert get_user_model().objects.filter(pk=hana.pk).exists()
    (field,) = BeautifulSoup(response.content, "html.parser").select("input[name=email]")
    assert field.get("value", "") == typed
    assert waiting().count() == 0


def test_address_may_be_written_in_any_case(sure, hana):
    leave(sure, "Hana@Tomoni.Example")
    assert not get_user_model().objects.filter(pk=hana.pk).exists()


def test_password_is_asked_for_first(signed_in, hana):
    assert signed_in.get(PAGE)["Location"].startswith("/en/accounts/reauthenticate/?next=")
    assert signed_in.post(PAGE, {"email": ADDRESS})["Location"].startswith("/en/accounts/reauthenticate/?next=")
    assert get_user_model().objects.filter(pk=hana.pk).exists()


def test_page_says_what_goes_what_stays_and_that_there_is_no_way_back(sure):
    page = main_text(sure.get(PAGE))
    assert "there is no way back" in page
    assert "What stays, and why" in page
    assert "Changes of pages, pictures and documents stay without your name" in page


def test_reports_and_projects_stay_without_the_name(sure, hana):
    project = make_project("地図")
    project.owner = hana
    project.save()
    report = Report.objects.create(
        reporter=hana, content_type=ContentType.objects.get_for_model(project), object_id=project.pk,
        address="/projects/x/", reason="spam", reported_at=timezone.now(),
    )  # fmt: skip
    leave(sure)
    report.refresh_from_db()
    project.refresh_from_db()
    assert (report.reporter, project.owner, project.live) == (None, None, True)


def test_only_administrator_stays(sure, hana):
    get_user_model().objects.update(is_superuser=True)
    assert "only administrator" in main_text(leave(sure))
    get_user_model().objects.create_superuser("second@tomoni.example", "a-password-of-tests")
    leave(sure)
    assert not get_user_model().objects.filter(pk=hana.pk).exists()


def test_nothing_is_deleted_when_a_room_cannot_let_go(sure, hana, monkeypatch):
    def cannot(user):
        raise RuntimeError("not now")

    monkeypatch.setattr(personal_data, "_before_deletion", [cannot])
    post(key="digest", to=ADDRESS, subject="What is new", text="Much.")
    with pytest.raises(RuntimeError):
        leave(sure)
    assert get_user_model().objects.filter(pk=hana.pk).exists()
    assert [letter.subject for letter in waiting()] == ["What is new"]


def test_sent_twice_it_is_deleted_once(sure, hana):
    typed = {"email": ADDRESS}
    sure.get(PAGE)
    assert sure.post(PAGE, typed)["Location"] == "/en/accounts/deleted/"
    assert sure.post(PAGE, typed)["Location"].startswith("/en/accounts/login/")
    assert waiting().count() == 1


def test_nobody_deletes_another(sure, hana):
    other = make_user("taro@tomoni.example")
    leave(sure, "taro@tomoni.example")
    assert get_user_model().objects.filter(pk__in=[hana.pk, other.pk]).count() == 2


def test_picture_of_an_editor_goes_once_the_account_is_gone(
    sure, hana, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    kept = UserProfile.get_for_user(hana)
    kept.avatar.save("hana.png", ContentFile(b"a picture"))
    assert len(list(tmp_path.rglob("*hana*.png"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        leave(sure)
    assert list(tmp_path.rglob("*.png")) == []


def comment(page, user, text, reply=None):
    """As Wagtail's editor does it: with a version of the page, and a line in the log."""
    made = Comment(page=page, user=user, text=text, contentpath="title")
    if reply:
        made.replies.add(CommentReply(user=reply[0], text=reply[1]))
    page.wagtail_admin_comments.add(made)
    version = page.save_revision()
    page.wagtail_admin_comments.commit()
    version = page.save_revision()
    made.log_create(page_revision=version, user=user)
    for each in made.replies.all():
        each.log_create(page_revision=version, user=each.user)
    return made


def kept_of_editors():
    """The log, and the versions of all pages."""
    rows = [*PageLogEntry.objects.values_list("data", flat=True), *Revision.objects.values_list("content", flat=True)]
    return json.dumps(rows, ensure_ascii=False, default=str)


def test_comments_beside_pages_stay_in_no_log_and_in_no_version(sure, hana):
    page, taro = make_project("地図"), make_user("taro@tomoni.example")
    comment(page, hana, "花のことば", reply=(taro, "太郎の返事"))
    comment(page, taro, "太郎のことば", reply=(hana, "花の返事"))
    earlier = comment(page, hana, "花がもう消したことば")
    earlier.log_delete(user=taro)
    earlier.delete()
    assert "花のことば" in kept_of_editors()
    leave(sure)
    kept = kept_of_editors()
    assert [words for words in ("花のことば", "花の返事", "花がもう消したことば") if words in kept] == []
    assert "太郎のことば" in kept


def test_log_of_the_admin_names_the_account_by_its_number(sure, hana):
    log(instance=hana, action="wagtail.edit", user=make_user("admin@tomoni.example"))
    leave(sure)
    assert [each.label for each in ModelLogEntry.objects.filter(object_id=str(hana.pk))] == [f"#{hana.pk}"]
