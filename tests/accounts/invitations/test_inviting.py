"""Inviting somebody: whom, how often, and what the mail says."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.invitations.mailboxes import hinted, is_same, normalised
from accounts.invitations.models import Invitation
from accounts.invitations.services import forget_invitations, invite, resend, withdraw_invitation
from tests.factories import make_municipality, make_municipality_page, make_user, translate

from .conftest import ADDRESS, NOW, link_in

pytestmark = pytest.mark.usefixtures("site")


def test_officer_invites_a_colleague_by_mail(space, officer, mails):
    invitation, is_new = invite(space=space, email=ADDRESS, by=officer, now=NOW, language="ja")
    assert (is_new, invitation.expires_at) == (True, NOW + timedelta(days=14))
    [letter] = mails(ADDRESS)
    assert letter.subject == "山田 花さんから「神戸市」の担当への招待です"
    assert "2026年12月5日(土) 10:00" in letter.body
    assert link_in(letter).startswith("/accounts/invitations/")


def test_moderator_invites_the_first_officer(space, moderator, mails):
    invite(space=space, email=ADDRESS, by=moderator, now=NOW, language="ja")
    assert "運営 一郎" in mails(ADDRESS)[0].body


def test_whom_an_administrator_gave_the_right_invites_to_all_spaces(space, site):
    office = make_user("office@tomoni.example")
    with pytest.raises(PermissionDenied):
        invite(space=space, email=ADDRESS, by=office, now=NOW, language="ja")
    from django.contrib.auth.models import Permission

    office.user_permissions.add(Permission.objects.get(codename="look_after_all_spaces"))
    office = type(office).objects.get(pk=office.pk)
    assert invite(space=space, email=ADDRESS, by=office, now=NOW, language="ja")[1]


def test_nobody_invites_to_the_space_of_others(space):
    other = make_municipality_page(make_municipality("271004", "大阪市", parent="130001")).space
    stranger = make_user("stranger@tomoni.example", groups=[other.group])
    with pytest.raises(PermissionDenied):
        invite(space=space, email=ADDRESS, by=stranger, now=NOW, language="ja")
    assert not Invitation.objects.exists()


def test_mail_to_an_unknown_address_is_in_the_chosen_language(space, officer, mails, kobe):
    translate(kobe, "en", title="Kobe City")
    invite(space=space, email=ADDRESS, by=officer, now=NOW, language="en")
    [letter] = mails(ADDRESS)
    assert letter.subject == "山田 花 invites you to look after “Kobe City”"
    assert "Sat 5 December 2026, 10:00 JST" in letter.body
    assert link_in(letter).startswith("/en/accounts/invitations/")


def test_mail_to_an_account_is_in_its_own_language(space, officer, taro, mails):
    taro.profile.mail_language = "en"
    taro.profile.save()
    invite(space=space, email=ADDRESS, by=officer, now=NOW, language="ja")
    assert mails(ADDRESS)[0].subject.endswith("invites you to look after “神戸市”")


def test_secret_is_not_in_the_row(invited):
    invitation, path = invited()
    token = path.rstrip("/").rpartition("/")[2]
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert len(token) >= 43
    assert token not in str(row)


def test_who_is_in_the_space_is_not_invited(space, officer, colleague):
    with pytest.raises(ValidationError) as refused:
        invite(space=space, email="Colleague@City.example", by=officer, now=NOW, language="ja")
    assert refused.value.code == "member"


@pytest.mark.parametrize("who", ["officer", "moderator"])
def test_nobody_invites_themselves(space, who, request):
    user = request.getfixturevalue(who)
    with pytest.raises(ValidationError) as refused:
        invite(space=space, email=user.email.upper(), by=user, now=NOW, language="ja")
    assert refused.value.code in {"member", "oneself"}
    assert not Invitation.objects.exists()


def test_inviting_again_sends_the_same_invitation_again_with_a_new_link(space, officer, colleague, mails):
    first, _new = invite(space=space, email=ADDRESS, by=officer, now=NOW, language="ja")
    later = NOW + timedelta(minutes=10)
    second, is_new = invite(space=space, email=ADDRESS.upper(), by=colleague, now=later, language="ja")
    assert (second.pk, is_new, second.expires_at) == (first.pk, False, later + timedelta(days=14))
    assert Invitation.objects.count() == 1
    [letter] = mails(ADDRESS)  # the first one was still waiting: its link would lead nowhere
    assert "佐藤 健" in letter.body


def test_mail_is_not_sent_again_at_once(space, officer, invited):
    invitation, _path = invited(now=NOW)
    for again in (
        lambda at: invite(space=space, email=ADDRESS, by=officer, now=at, language="ja"),
        lambda at: resend(invitation=invitation, by=officer, now=at),
    ):
        with pytest.raises(ValidationError) as refused:
            again(NOW + timedelta(minutes=9, seconds=59))
        assert refused.value.code == "too_soon"


def test_mail_is_sent_five_times_at_most_while_the_invitation_works(officer, invited, mails):
    invitation, _path = invited(now=NOW)
    for times in range(1, 5):
        resend(invitation=invitation, by=officer, now=NOW + timedelta(hours=times))
        mails()
    with pytest.raises(ValidationError) as refused:
        resend(invitation=invitation, by=officer, now=NOW + timedelta(hours=5))
    assert refused.value.code == "too_often"
    assert len(mails(ADDRESS)) == 5


def test_expired_invitation_is_sent_anew(space, officer, invited):
    invitation, _path = invited(now=NOW)
    later = NOW + timedelta(days=14)
    again, is_new = invite(space=space, email=ADDRESS, by=officer, now=later, language="ja")
    assert (again.pk, is_new, again.times_sent, again.expires_at) == (
        invitation.pk,
        False,
        1,
        later + timedelta(days=14),
    )


def test_withdrawn_invitation_is_not_mailed_any_more(space, officer, mails):
    invitation, _new = invite(space=space, email=ADDRESS, by=officer, now=NOW, language="ja")
    withdraw_invitation(invitation=invitation, by=officer, now=NOW)
    assert mails(ADDRESS) == []
    with pytest.raises(ValidationError):
        resend(invitation=invitation, by=officer, now=NOW + timedelta(hours=1))
    assert invite(space=space, email=ADDRESS, by=officer, now=NOW, language="ja")[1]


def test_database_takes_one_open_invitation_for_each_address(invited):
    invitation, _path = invited()
    twin = Invitation.objects.get(pk=invitation.pk)
    twin.pk, twin.token_hash = None, "x"
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_addresses_are_forgotten_thirty_days_after_the_end(officer, invited):
    invited(now=NOW)
    ended = NOW + timedelta(days=14)
    assert forget_invitations(before=ended) == 0
    assert forget_invitations(before=ended + timedelta(seconds=1)) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Taro@City.Example", "taro@city.example"),
        ("ｔａｒｏ＠ｃｉｔｙ．ｅｘａｍｐｌｅ", "taro@city.example"),
        (" taro@city.example ", "taro@city.example"),
        ("taro@例え.テスト", "taro@xn--r8jz45g.xn--zckzah"),
        ("taro@BÜCHER.example", "taro@xn--bcher-kva.example"),
    ],
)
def test_spellings_of_one_address_are_the_same(typed, meant):
    assert normalised(typed) == meant
    assert is_same(typed, meant)


@pytest.mark.parametrize("typed", ["taro@a..b", "taro@" + "a" * 64 + ".example", "taro@\u2024"])
def test_domain_that_cannot_be_is_refused(typed):
    with pytest.raises(ValidationError):
        normalised(typed)


@given(st.text(max_size=80))
def test_any_text_is_normalised_once_for_all_or_refused(text):
    try:
        once = normalised(text)
    except ValidationError:
        assert not is_same(text, text)
    else:
        assert normalised(once) == once


def test_hint_says_little():
    assert hinted("taro@city.example") == "t…@city.example"
