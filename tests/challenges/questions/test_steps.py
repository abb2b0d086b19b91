"""Questions that wait stand on the officers' desk."""

from bs4 import BeautifulSoup

from challenges.todo import todos_of

from .conftest import DAY, NOW, answer, ask


def told(challenge, now=NOW):
    return [(each.text, each.count, each.urgent) for each in todos_of([challenge], now)[challenge.pk][:1]]


def test_questions_that_wait_are_counted_on_the_desk(client, challenge, officer, asker):
    ask(challenge, asker, now=NOW)
    ask(challenge, asker, now=NOW)
    answer(ask(challenge, asker, now=NOW), officer)
    assert told(challenge, NOW + DAY) == [("質問に答える", 2, False)]
    client.force_login(officer)
    page = BeautifulSoup(client.get("/challenges/kobe/lunch/desk/").content, "html.parser")
    link = page.select_one("main a[href='/challenges/kobe/lunch/questions/']")
    assert "質問に答える" in link.text


def test_question_that_has_waited_for_two_days_is_urgent(challenge, asker):
    ask(challenge, asker, now=NOW - 2 * DAY)
    ask(challenge, asker, now=NOW)
    assert told(challenge) == [("質問に答える", 2, True)]


def test_nothing_is_said_where_all_are_answered(challenge, officer, asker):
    answer(ask(challenge, asker, now=NOW), officer)
    assert "質問に答える" not in {text for text, _count, _urgent in told(challenge)}
