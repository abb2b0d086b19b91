"""Asking to join and what is said about it, as the people see it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override
from wagtail.models import PageLogEntry

from projects.joining.models import JoinRequest
from projects.joining.services import ask_to_join, make_owner, move_request
from projects.joining.stages import Move
from tests.factories import make_project, make_user, translate

from .conftest import NOW, ask, mails, person, roles

DAYS = timedelta(days=1)


def move(request, what, by, words="", now=NOW):
    return move_request(request=request, move=what, by=by, words=words, now=now)


def log(project):
    return list(PageLogEntry.objects.filter(page=project.pk, action__startswith="joining.").order_by("pk"))


def test_each_owner_gets_one_mail_with_the_message(project, owner, asker):
    second = person("Ken")
    make_owner(project=project, user=second, now=NOW)
    request = ask(project, asker, "週末に手伝えます。")
    for each in (owner, second):
        [(subject, text)] = mails(each)
        assert "Taro" in subject
        assert "給食の地図" in subject
        assert "週末に手伝えます。" in text
        assert f"http://testserver/projects/lunch/join/{request.pk}/" in text
    assert mails(asker) == []


def test_mail_is_in_the_language_of_each_reader(project, owner, asker):
    translate(project, "en", title="Lunch map")
    owner.profile.mail_language = "en"
    owner.profile.save()
    request = ask(project, asker)
    [(subject, text)] = mails(owner)
    assert subject == "Taro asks to join “Lunch map”"
    assert f"http://testserver/en/projects/lunch/join/{request.pk}/" in text


def test_no_mail_tells_an_address(project, owner, asker):
    request = ask(project, asker)
    move(request, Move.ANSWER, owner, "どの地域ですか。")
    assert asker.email not in str(mails(owner))
    assert owner.email not in str(mails(asker))


def test_markup_in_a_message_stays_the_text_that_it_is(project, owner, asker):
    ask(project, asker, '<script>alert(1)</script> & "x"')
    assert '<script>alert(1)</script> & "x"' in mails(owner)[0][1]


def test_line_breaks_in_a_name_do_not_break_the_mail(project, owner, asker):
    asker.profile.name = "Taro\n\nBcc: x@example.com"
    asker.profile.save()
    ask(project, asker)
    assert mails(owner)[0][0].startswith("Taro Bcc: x@example.com")


def test_who_asks_twice_has_asked_once(project, owner, asker):
    first = ask(project, asker)
    assert ask(project, asker, "もう一度") == first
    assert len(mails(owner)) == 1
    assert [each.text for each in first.messages.all()] == ["手伝います。"]


def test_database_itself_keeps_one_open_request(project, asker):
    ask(project, asker)
    with pytest.raises(IntegrityError), transaction.atomic():
        JoinRequest.objects.create(project=project, user=asker, asked_at=NOW, waits_for_owner_since=NOW)


def test_accepted_person_is_a_member_and_is_told_once(request_to_join, owner, asker):
    asker.profile.mail_language = "en"
    asker.profile.save()
    accepted = move(request_to_join, Move.ACCEPT, owner, "ようこそ。")
    assert roles(accepted.project) == {"Hana": "owner", "Taro": "member"}
    [(subject, text)] = mails(asker)
    assert "給食の地図" in subject
    assert "Hana writes:\n\nようこそ。\n" in text
    assert len(mails(owner)) == 1


def test_answers_go_back_and_forth_with_one_mail_each(request_to_join, owner, asker):
    move(request_to_join, Move.ANSWER, owner, "何ができますか。")
    move(request_to_join, Move.WRITE, asker, "地図が描けます。")
    move(request_to_join, Move.ANSWER, owner, "では土曜に。")
    assert [text.split("\n\n")[1] for _subject, text in mails(asker)] == ["何ができますか。", "では土曜に。"]
    assert [text.split("\n\n")[0] for _subject, text in mails(owner)[1:]] == ["地図が描けます。"]


def test_what_is_added_before_an_answer_is_no_second_mail(request_to_join, owner, asker):
    move(request_to_join, Move.WRITE, asker, "言い忘れました。")
    assert len(mails(owner)) == 1
    assert request_to_join.messages.count() == 2


def test_same_words_sent_twice_are_there_once(request_to_join, owner, asker):
    for _time in range(2):
        move(request_to_join, Move.ANSWER, owner, "何ができますか。")
    assert request_to_join.messages.count() == 2
    assert len(mails(asker)) == 1


def test_second_owner_who_decides_too_late_changes_nothing(request_to_join, project, owner, asker):
    second = person("Ken")
    make_owner(project=project, user=second, now=NOW)
    move(request_to_join, Move.ACCEPT, owner)
    with override("en"), pytest.raises(ValidationError) as refused:
        move(request_to_join, Move.DECLINE, second, "ごめんなさい。")
    with override("en"):
        assert refused.value.messages == ["Nothing was changed: this request is “accepted” already."]
    assert len(mails(asker)) == 1


def test_declined_person_reads_why_and_may_ask_again_after_thirty_days(request_to_join, project, owner, asker):
    move(request_to_join, Move.DECLINE, owner, "今は手が足りています。")
    assert "今は手が足りています。" in mails(asker)[0][1]
    with pytest.raises(ValidationError) as refused:
        ask(project, asker, now=NOW + 29 * DAYS)
    assert refused.value.code == "too_soon"
    assert "2026年12月21日" in refused.value.messages[0]
    assert ask(project, asker, now=datetime(2026, 12, 20, 15, tzinfo=UTC)) != request_to_join  # midnight in Japan


def test_withdrawn_request_may_be_followed_by_another_at_once(request_to_join, project, owner, asker):
    move(request_to_join, Move.WITHDRAW, asker)
    again = ask(project, asker)
    assert again != request_to_join
    assert len(mails(owner)) == 2


def test_members_and_ended_projects_are_not_asked(project, owner, asker):
    with pytest.raises(ValidationError) as refused:
        ask(project, owner)
    assert refused.value.code == "member"
    with pytest.raises(ValidationError) as refused:
        ask(make_project(status="finished"), asker)
    assert refused.value.code == "over"


def test_request_about_a_project_without_an_owner_goes_to_the_moderators_once(project, asker):
    moderator = make_user("admin@tomoni.example", is_superuser=True)
    request = ask(project, asker)
    [(_subject, text)] = mails(moderator)
    assert f"/projects/lunch/join/{request.pk}/" in text


def test_owner_whose_account_was_switched_off_counts_as_none(project, owner, asker):
    moderator = make_user("admin@tomoni.example", is_superuser=True)
    owner.is_active = False
    owner.save()
    ask(project, asker)
    assert (len(mails(owner)), len(mails(moderator))) == (0, 1)


def test_every_move_is_in_the_history_of_the_page_with_who_and_no_words(request_to_join, project, owner, asker):
    move(request_to_join, Move.ANSWER, owner, "秘密の話")
    move(request_to_join, Move.WRITE, asker, "はい")
    move(request_to_join, Move.ACCEPT, owner)
    entries = [(each.action, each.user) for each in log(project) if each.action != "joining.add"]
    assert entries == [
        ("joining.ask", asker),
        ("joining.answer", owner),
        ("joining.write", asker),
        ("joining.accept", owner),
    ]
    assert "秘密の話" not in str([each.data for each in log(project)])
    assert all(each.message for each in log(project))


def test_asking_from_a_translation_is_about_the_original(project, owner, asker):
    english = translate(project, "en", title="Lunch map")
    request = ask_to_join(project=english, user=asker, message="I can help.", now=NOW)
    assert request.project == project


def test_need_that_is_gone_leaves_the_request(project, owner, asker):
    need = project.needs.create(text="地図を描く人")
    request = ask_to_join(project=project, user=asker, message="描けます。", need=need, now=NOW)
    assert "地図を描く人" in mails(owner)[0][1]
    need.delete()
    request.refresh_from_db()
    assert request.need is None
