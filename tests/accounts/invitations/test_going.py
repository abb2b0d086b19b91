"""Leaving a space, being taken out of it, and accounts that are no more: at once, and nothing of the pages is lost."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageSubscription
from wagtail.users.models import UserProfile

from accounts.invitations.models import Invitation, SpaceMembership
from accounts.invitations.services import leave_space, remove_from_space
from accounts.profiles.deletion import delete_account
from tests.factories import make_brigade, make_challenge, make_user, translate

from .conftest import browser, named

pytestmark = pytest.mark.usefixtures("site")


def lock_page(page, user):
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=user, locked_at=timezone.now())


def is_locked(page):
    return Page.objects.get(pk=page.pk).locked


def row_of(user):
    return SpaceMembership.objects.get(user=user)


def test_next_request_of_somebody_taken_out_is_refused(space, kobe, officer, colleague):
    """In a session that was open before."""
    client = browser(colleague)
    edit = f"/admin/pages/{kobe.pk}/edit/"
    assert client.get(edit).status_code == 200
    remove_from_space(space=space, user=colleague, by=officer, now=timezone.now())
    for path in ("/admin/", edit, f"/admin/spaces/{space.pk}/people/"):
        assert client.get(path)["Location"].startswith("/admin/login/")
        assert client.post(path)["Location"].startswith("/admin/login/")
    assert client.get("/accounts/").status_code == 200


def test_next_request_of_somebody_who_left_is_refused(space, officer, colleague):
    client = browser(colleague)
    answer = client.post(f"/admin/spaces/{space.pk}/people/leave/")
    assert answer["Location"] == "/accounts/"
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert (row_of(colleague).end, row_of(colleague).ended_by) == ("left", colleague)


def test_who_is_taken_out_is_told_once_by_whom(space, officer, colleague, mails):
    remove_from_space(space=space, user=colleague, by=officer, now=timezone.now())
    with pytest.raises(ValidationError):
        remove_from_space(space=space, user=colleague, by=officer, now=timezone.now())
    [letter] = mails(colleague.email)
    assert "山田 花" in letter.body
    assert officer.email not in letter.body


def test_pages_and_drafts_stay_and_locks_are_released(space, kobe, officer, colleague):
    challenge, draft = make_challenge(municipality=kobe), make_challenge(municipality=kobe, live=False)
    english = translate(kobe, "en", title="Kobe")
    for page in (challenge, draft, english):
        lock_page(page, colleague)
        Page.objects.filter(pk=page.pk).update(owner=colleague)
    kept = make_challenge(municipality=kobe)
    lock_page(kept, officer)
    remove_from_space(space=space, user=colleague, by=officer, now=timezone.now())
    assert [is_locked(page) for page in (challenge, draft, english, kept)] == [False, False, False, True]
    assert PageLogEntry.objects.filter(action="wagtail.unlock").count() == 3
    assert set(Page.objects.filter(owner=colleague).values_list("pk", flat=True)) == {
        page.pk for page in (challenge, draft, english)
    }


def hears_of_comments(user):
    """Whether Wagtail mails them about threads in which they have written."""
    return UserProfile.get_for_user(type(user).objects.get(pk=user.pk)).updated_comments_notifications


def test_who_is_gone_gets_no_mail_about_comments_beside_the_pages(space, kobe, officer, colleague):
    for user in (officer, colleague):
        PageSubscription.objects.create(page=kobe, user=user, comment_notifications=True)
    remove_from_space(space=space, user=colleague, by=officer, now=timezone.now())
    assert [each.user for each in PageSubscription.objects.all()] == [officer]
    assert hears_of_comments(colleague) is False
    assert hears_of_comments(officer) is True


def test_who_stays_in_another_space_still_hears_of_comments_there(space, colleague):
    other = make_brigade("Code for Kobe").space
    colleague.groups.add(other.group)
    PageSubscription.objects.create(page=other.page, user=colleague, comment_notifications=True)
    leave_space(space=space, user=colleague, now=timezone.now())
    assert PageSubscription.objects.filter(user=colleague).count() == 1
    assert hears_of_comments(colleague) is True


def test_invitations_of_somebody_taken_out_are_withdrawn(space, officer, colleague, invited):
    invited(by=colleague)
    other, _path = invited(email="jiro@city.example")
    remove_from_space(space=space, user=colleague, by=officer, now=timezone.now())
    assert list(Invitation.objects.unanswered()) == [other]


def test_invitations_of_somebody_who_leaves_stay(space, officer, invited):
    invitation, _path = invited()
    leave_space(space=space, user=officer, now=timezone.now())
    assert list(Invitation.objects.unanswered()) == [invitation]


def test_last_one_is_warned_may_leave_and_the_moderators_are_told(space, officer, moderator, mails):
    client = browser(officer)
    path = f"/admin/spaces/{space.pk}/people/leave/"
    assert client.get(path).context["is_last"] is True
    client.post(path)
    [letter] = mails(moderator.email)
    assert "神戸市" in letter.subject
    assert f"/admin/spaces/{space.pk}/people/" in letter.body


def test_one_of_two_leaves_without_a_warning(space, officer, colleague, moderator, mails):
    path = f"/admin/spaces/{space.pk}/people/leave/"
    assert browser(colleague).get(path).context["is_last"] is False
    leave_space(space=space, user=colleague, now=timezone.now())
    assert mails(moderator.email) == []


def test_nobody_takes_out_people_of_other_spaces(space, colleague):
    with pytest.raises(PermissionDenied):
        remove_from_space(space=space, user=colleague, by=make_user("x@tomoni.example"), now=timezone.now())


def test_who_was_taken_out_meanwhile_takes_nobody_out(space, officer, colleague):
    remove_from_space(space=space, user=colleague, by=officer, now=timezone.now())
    with pytest.raises(PermissionDenied):
        remove_from_space(space=space, user=officer, by=colleague, now=timezone.now())


def test_suspended_person_looks_after_nothing_also_when_the_account_is_opened_again(space, colleague, officer, invited):
    invited(by=colleague)
    colleague.is_active = False
    colleague.save(update_fields=["is_active"])
    assert not colleague.groups.exists()
    assert (row_of(colleague).end, row_of(colleague).ended_by) == ("closed", None)
    assert not Invitation.objects.unanswered().exists()
    colleague.is_active = True
    colleague.save()
    assert not colleague.groups.exists()


def test_form_of_the_admin_that_suspends_somebody_gives_no_group_back(space, colleague):
    colleague.is_active = False
    colleague.save()
    colleague.groups.set([space.group])
    assert not colleague.groups.exists()


def test_deleted_account_leaves_and_the_row_stays_without_a_name(space, officer, moderator, invited, mails):
    invited()
    delete_account(user=officer)
    row = SpaceMembership.objects.get(space=space)
    assert (row.user, row.end, row.ended_at is not None) == (None, "left", True)
    assert Invitation.objects.unanswered().count() == 1
    assert len(mails(moderator.email)) == 1


def test_deleted_account_takes_invitations_to_it_along(taro, invited, officer):
    invited()
    delete_account(user=taro)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("how", ["remove", "set", "clear", "from_group", "clear_group"])
def test_whatever_changes_the_group_is_written_down(space, kobe, colleague, how):
    lock_page(kobe, colleague)
    {
        "remove": lambda: colleague.groups.remove(space.group),
        "set": lambda: colleague.groups.set([]),
        "clear": colleague.groups.clear,
        "from_group": lambda: space.group.user_set.remove(colleague),
        "clear_group": space.group.user_set.clear,
    }[how]()
    row = row_of(colleague)
    assert (row.end, row.ended_by, row.ended_at is not None) == ("removed", None, True)
    assert not is_locked(kobe)


def test_who_comes_back_has_a_second_row(space, colleague, officer):
    remove_from_space(space=space, user=colleague, by=officer, now=timezone.now())
    colleague.groups.add(space.group)
    assert [row.end for row in SpaceMembership.objects.filter(user=colleague).order_by("pk")] == ["removed", ""]


def test_groups_without_a_space_are_nobodys_business_here(moderator):
    moderator.groups.clear()
    assert not SpaceMembership.objects.exists()


def test_deleting_the_page_of_a_space_takes_its_rows_along(kobe, officer, invited):
    invited()
    kobe.delete()
    assert not SpaceMembership.objects.exists()
    assert not Invitation.objects.exists()
    named(officer, "山田 花")  # the account stays
