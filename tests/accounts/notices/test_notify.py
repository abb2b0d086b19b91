"""Telling people: each once, as soon as each has chosen."""

import pytest

from accounts.notices.following import follow, notify_followers
from accounts.notices.models import Notice
from accounts.notices.services import Words, choose_paces, mark_all_read, notify
from tests.factories import make_topic, make_user

from .conftest import NOW


def at_once(user, kind="project_update"):
    choose_paces(user=user, paces={kind: "at_once"})


def test_notice_at_once_is_one_letter_with_a_way_to_end_it(person, tell, mails):
    at_once(person)
    for _time in range(3):
        tell(person, title="給食アプリを公開しました", text="使ってみてください。")
    (letter,) = mails()
    assert letter.subject == "給食アプリを公開しました"
    assert "給食アプリを公開しました" not in letter.body
    assert "使ってみてください。\n\nhttp://testserver/projects/%E7%B5%A6%E9%A3%9F/" in letter.body
    assert "「給食」をフォローしています。" in letter.body
    stop = letter.extra_headers["List-Unsubscribe"]
    assert stop.startswith("<http://testserver/accounts/notices/stop/")
    assert stop.strip("<>") in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_notice_is_in_the_reader_s_language(person, reader, mails):
    at_once(person)
    at_once(reader)
    asked = []

    def words():
        from django.utils.translation import get_language

        asked.append(get_language())
        return Words({"ja": "日本語", "en": "English"}[get_language()])

    notify(users=[person, reader], kind="project_update", key="k", words=words, url="/projects/a/", happened_at=NOW)
    found = {letter.to[0]: letter for letter in mails()}
    assert found["hanako@tomoni.example"].subject == "日本語"
    assert found["reader@tomoni.example"].subject == "English"
    assert "http://testserver/en/projects/a/" in found["reader@tomoni.example"].body
    assert sorted(asked) == ["en", "ja"]


def test_notice_waits_for_the_digest_without_a_choice(person, tell, mails):
    tell(person)
    assert mails() == []
    assert Notice.objects.get().pace == "daily"


def test_never_is_never_and_the_site_still_tells(person, tell, mails, client):
    choose_paces(user=person, paces={"project_update": "never"})
    tell(person)
    assert mails() == []
    client.force_login(person)
    assert "新しい動き" in client.get("/accounts/notices/").content.decode()


def test_closed_accounts_are_told_nothing(person, tell, mails):
    at_once(person)
    person.is_active = False
    person.save()
    tell(person)
    assert (mails(), Notice.objects.count()) == ([], 0)


def test_address_that_is_not_proved_gets_nothing_until_it_is(person, tell, mails):
    at_once(person)
    person.emailaddress_set.update(verified=False)
    tell(person, title="one")
    assert mails() == []
    person.emailaddress_set.update(verified=True)
    tell(person, title="two")
    assert [letter.subject for letter in mails()] == ["two"]


def test_never_holds_for_what_was_to_come_at_once_to_an_address_that_was_not_proved(person, tell):
    at_once(person)
    person.emailaddress_set.update(verified=False)
    tell(person)
    choose_paces(user=person, paces={"project_update": "never"})
    assert Notice.objects.get().pace == "never"


def test_choosing_holds_for_what_waits(person, tell):
    tell(person)
    choose_paces(user=person, paces={"project_update": "weekly"})
    assert Notice.objects.get().pace == "weekly"
    choose_paces(user=person, paces={"project_update": "at_once"})
    assert Notice.objects.get().pace == "daily", "the moment is over: it comes with the next letter"


def test_long_words_and_addresses_are_kept(person):
    words = Words("題" * 500, "文" * 5000, "理由" * 300)
    url = "/projects/" + "あ" * 300 + "/"
    notify(users=[person], kind="event", key="k", words=lambda: words, url=url, happened_at=NOW)
    notice = Notice.objects.get()
    assert (len(notice.title), len(notice.text), len(notice.because), notice.url) == (300, 5000, 300, url)


def test_follower_of_several_of_its_things_is_told_once_and_why(person, mails):
    at_once(person, "new_project")
    for topic in (make_topic("food", "給食・食"), make_topic("bosai", "防災", "Disasters")):
        follow(user=person, kind="topic", target=topic.slug)
    notify_followers(
        of=[("topic", "bosai"), ("topic", "food")],
        kind="new_project",
        key="k",
        words=lambda: Words("新しいプロジェクト"),
        url="/projects/a/",
        happened_at=NOW,
    )
    (letter,) = mails()
    assert "防災" in letter.body
    assert "給食・食" not in letter.body


def test_who_did_it_is_not_told(person, reader):
    make_topic()
    for user in (person, reader):
        follow(user=user, kind="topic", target="food")
    notify_followers(
        of=[("topic", "food")], kind="event", key="k", words=lambda: Words("w"), url="/", happened_at=NOW, but=[person]
    )
    assert list(Notice.objects.values_list("user__email", flat=True)) == ["reader@tomoni.example"]


def test_telling_many_costs_the_same_number_of_queries(site, django_assert_max_num_queries, tell):
    people = [make_user(f"p{number}@tomoni.example") for number in range(40)]
    with django_assert_max_num_queries(12):
        tell(*people)
    assert Notice.objects.count() == 40


def test_marking_read_is_for_oneself(person, reader, tell):
    tell(person, reader)
    assert mark_all_read(user=person) == 1
    assert list(Notice.objects.unread().values_list("user__email", flat=True)) == ["reader@tomoni.example"]


def test_letter_about_something_without_a_text_says_what_it_is(person, tell, mails):
    at_once(person)
    tell(person, title="給食アプリが v2 を公開しました", text="")
    assert mails()[0].body.startswith("給食アプリが v2 を公開しました\n\nhttp")


def test_kind_that_nobody_registered_is_an_error(person, tell):
    with pytest.raises(KeyError):
        tell(person, kind="gossip")
