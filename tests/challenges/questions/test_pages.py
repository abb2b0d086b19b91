"""Questions as people see them: visitors, askers, officers, and others."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.reports.models import Measure
from accounts.reports.subjects import KINDS
from challenges.questions.models import Question
from challenges.questions.services import decline_question
from hub.moderation.services import take_back, take_measure
from tests.factories import make_challenge, make_municipality_page, make_user
from tests.sending import forms_of, send, values_of

from .conftest import answer, ask, person

ALL = "/challenges/kobe/lunch/questions/"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_challenge_shows_the_newest_three_answers_and_leads_to_all(client, challenge, officer, asker):
    for number in range(1, 6):
        answer(ask(challenge, asker, f"質問その{number}"), officer, f"答えその{number}")
    ask(challenge, asker, "まだの質問")
    page = read(client, "/challenges/kobe/lunch/")
    assert [number for number in range(1, 6) if f"答えその{number}" in page] == [3, 4, 5]
    assert page.index("Q5") < page.index("Q4") < page.index("Q3")
    assert f'href="{ALL}"' in page
    assert "まだの質問" not in page
    whole = read(client, ALL)
    assert all(f"質問その{number}" in whole for number in range(1, 6))
    assert "まだの質問" not in whole


def test_english_page_is_there_for_every_question(client, question, officer):
    answer(question, officer)
    page = read(client, f"/en{ALL}")
    assert "Questions and answers" in page
    assert "CSVです。" in page


def test_list_costs_the_same_for_three_and_thirty(client, challenge, officer, asker):
    def costs(times):
        found = []
        for path in (ALL, "/challenges/kobe/lunch/"):
            with CaptureQueriesContext(connection) as asked:
                read(client, f"{path}?{times}")
            found.append(sum("hub_generation" not in each["sql"] for each in asked))  # asked now and then
        return found

    for number in range(3):
        answer(ask(challenge, asker, f"質問{number}"), officer)
    costs(0)
    three = costs(3)
    for number in range(27):
        answer(ask(challenge, asker, f"質問その{number}"), officer)
    thirty = costs(30)
    assert thirty == three
    assert max(thirty) <= 12


def test_chapter_costs_visitors_one_query(client, challenge, officer, asker):
    closed = make_challenge("閉じた", municipality=challenge.get_parent().specific, slug="closed", stage="pilot")

    def cost(page):
        with CaptureQueriesContext(connection) as asked:
            read(client, f"/challenges/kobe/{page.slug}/?x")
        return [each["sql"] for each in asked if "questions_question" in each["sql"]]

    answer(ask(challenge, asker), officer)
    assert len(cost(challenge)) == 1
    assert len(cost(closed)) == 1
    assert "質問と回答" not in read(client, "/challenges/kobe/closed/")


def test_asker_is_shown_to_nobody(client, challenge, question, officer, asker):
    own = f"{ALL}{question.pk}/"
    answered = answer(ask(challenge, asker, "もう一つ"), officer)
    pages = (own, f"{ALL}{answered.pk}/", ALL, "/challenges/kobe/lunch/", "/accounts/")
    for reader in (officer, person("Rin", is_superuser=True, is_staff=True)):
        client.force_login(reader)
        for path in pages:
            page = read(client, path)
            assert "Taro" not in page
            assert asker.email not in page


def test_page_of_a_question_is_for_its_asker_and_the_officers(client, question, officer, asker):
    stranger = make_user("stranger@tomoni.example")
    other = make_user("other@tomoni.example", groups=[make_municipality_page(slug="osaka").space.group])
    own = f"{ALL}{question.pk}/"
    assert client.get(own)["Location"].startswith("/accounts/login/")
    found = {}
    for user in (asker, officer, stranger, other):
        client.force_login(user)
        found[user.email] = client.get(own).status_code
    assert list(found.values()) == [200, 200, 404, 404]


def test_officer_answers_with_a_shorter_question(client, question, officer):
    client.force_login(officer)
    own = f"{ALL}{question.pk}/"
    send(client, own, wording="形式は何ですか。", answer="CSVです。\r\n毎週更新します。")
    made = Question.objects.get()
    assert (made.number, made.wording, made.answer) == (1, "形式は何ですか。", "CSVです。\n毎週更新します。")
    page = read(client, ALL)
    assert "形式は何ですか。" in page
    assert "データはどの形式ですか。" not in page


def test_officer_corrects_and_readers_see_since_when(client, question, officer):
    answer(question, officer)
    client.force_login(officer)
    send(client, f"{ALL}{question.pk}/", answer="JSONです。")
    client.logout()
    page = read(client, ALL)
    assert "JSONです。" in page
    assert "に訂正" in page


def test_officer_declines_with_a_reason_and_not_without(client, question, officer, asker):
    client.force_login(officer)
    own = f"{ALL}{question.pk}/"
    assert send(client, own, 1, reason="").status_code == 200
    assert Question.objects.get().stage == "waiting"
    send(client, own, 1, reason="この課題のことではありません。")
    assert Question.objects.get().stage == "declined"
    client.force_login(asker)
    assert "この課題のことではありません。" in read(client, own)


def test_answer_that_comes_too_late_is_refused_and_its_text_stays(client, question, officer):
    client.force_login(officer)
    own = f"{ALL}{question.pk}/"
    form = values_of(forms_of(client.get(own))[0])
    decline_question(question=question, reason="別の課題です。", by=officer, now=timezone.now())
    response = client.post(own, {**form, "answer": "長い答えです。"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "長い答えです。" in page
    assert "何も変更していません" in page
    assert Question.objects.get().stage == "declined"


def test_asker_withdraws_until_it_is_answered(client, question, officer, asker):
    own = f"{ALL}{question.pk}/"
    client.force_login(asker)
    send(client, own, move="withdraw")
    assert Question.objects.get().stage == "withdrawn"
    client.force_login(officer)
    assert "データはどの形式ですか。" not in read(client, own)


def test_officer_asks_nothing_and_nobody_answers_for_officers(client, question, officer, asker):
    client.force_login(officer)
    page = read(client, f"{ALL}ask/")
    assert "<textarea" not in page
    client.force_login(asker)
    client.post(f"{ALL}{question.pk}/", {"move": "answer", "wording": "問", "answer": "答"})
    assert Question.objects.get().stage == "waiting"


def test_draft_challenge_has_no_public_questions(client, challenge, question, officer):
    answer(question, officer)
    challenge.unpublish()
    assert client.get(ALL).status_code == 404


def test_waiting_questions_are_told_to_officers_alone(client, challenge, question, officer, asker):
    client.force_login(officer)
    assert "データはどの形式ですか。" in read(client, ALL)
    assert "あなたの回答を待って" in read(client, "/challenges/kobe/lunch/")
    assert "回答待ちの質問" in read(client, "/accounts/")
    client.force_login(asker)
    page = read(client, "/accounts/")
    assert "課題についてのあなたの質問" in page
    assert "回答待ちの質問" not in page
    client.force_login(make_user("other@tomoni.example", groups=[make_municipality_page(slug="osaka").space.group]))
    assert "データはどの形式ですか。" not in read(client, "/accounts/")


def test_published_question_can_be_reported_hidden_and_shown_again(client, challenge, question, officer, asker):
    moderator = person("Aki", is_superuser=True)
    assert not KINDS["question"].may_see(asker, question)
    made = answer(question, officer)
    assert KINDS["question"].may_see(asker, made)
    assert KINDS["question"].author(made) is None
    client.force_login(asker)  # the pages of anonymous visitors are kept for a moment
    assert "/report/?about=question." in read(client, ALL)
    measure = take_measure(moderator=moderator, subject=made, action=Measure.Action.HIDE)
    assert "CSVです。" not in read(client, ALL)
    made.refresh_from_db()
    made.save()
    assert made.hidden_at
    take_back(moderator=moderator, measure=measure)
    assert "CSVです。" in read(client, ALL)
