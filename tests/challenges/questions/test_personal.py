"""What a person can have a copy of, and what becomes of it with the account."""

from accounts.personal_data import KEPT, prepare_deletion
from challenges.questions.models import Question

from .conftest import answer, ask


def test_copy_holds_the_own_question_and_the_own_answer(question, officer, asker):
    answer(question, officer)
    of = KEPT["challenge_questions"].of
    assert of(asker)["asked"][0]["text"] == "データはどの形式ですか。"
    [decided] = of(officer)["answered_by_you"]
    assert decided["answer"] == "CSVです。"
    assert "text" not in decided


def test_deleted_asker_leaves_what_is_published_and_withdraws_the_rest(challenge, question, officer, asker):
    answer(question, officer)
    ask(challenge, asker, "まだの質問")
    prepare_deletion(asker)
    asker.delete()
    assert list(Question.objects.order_by("pk").values_list("stage", "asker")) == [
        ("answered", None),
        ("withdrawn", None),
    ]
