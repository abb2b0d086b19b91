"""While a challenge is written, what other towns have made of the same thing is shown, with the reason and the code."""

import pytest
from django.contrib.auth.models import Group
from django.utils import translation
from wagtail.models import PageViewRestriction

from challenges import results
from challenges.models import ChallengePage
from challenges.writing.similar import MOST, similar_challenges
from tests.challenges.outcomes.making import NOW, make_outcome
from tests.factories import make_challenge, make_project, make_repository, make_topic

from .conftest import EMPTY, TOLD, begin, form_address, form_of, signed_in, text_of, the_challenge


@pytest.fixture
def school():
    return make_topic("school", "学校", "School")


@pytest.fixture
def theirs(ashiya, school):
    """What Ashiya has made of it."""
    repository = make_repository("ashiya/absence")
    return make_challenge(
        "学校への欠席連絡",
        municipality=ashiya,
        topics=[school],
        problem="欠席の電話で回線がふさがる。",
        stage="finished",
        outcome="電話が8割減った。",
        projects=[make_project("欠席フォーム", slug="absence-form", repositories=[repository])],
    )


@pytest.fixture
def draft(officer, kobe):
    begin(officer, kobe, **TOLD)
    return the_challenge()


def shown(officer, page):
    return form_of(officer, page).select_one("#challenge-similar")


def code_of(challenge):
    return challenge.project_links.get().project.project_repositories.get().repository.url


def titles(page):
    return [each.title for each in similar_challenges(page)]


def test_similar_challenge_is_shown_with_stage_outcome_code_and_the_reason(officer, draft, theirs):
    found = shown(officer, draft)
    assert [link["href"] for link in found.select("a")] == [
        theirs.address(),
        "/projects/absence-form/",
        code_of(theirs),
    ]
    said = text_of(found)
    for each in ("学校への欠席連絡", "芦屋市 · 完了", "その後： 電話が8割減った。", "欠席", "電話", "ashiya/absence"):
        assert each in said


def test_same_topic_is_reason_enough_and_named(officer, kobe, school, theirs):
    begin(officer, kobe, title="別の話", slug="absence", topics=[school.pk])
    assert "同じ分野： 学校" in text_of(shown(officer, the_challenge()))


def test_nothing_similar_is_said_in_words(officer, draft):
    assert "似た課題は見つかっていません" in text_of(shown(officer, draft))


def test_what_is_typed_since_is_compared_when_the_draft_keeps_itself(officer, kobe, theirs):
    begin(officer, kobe, title="まだない")
    page = the_challenge()
    assert "学校への欠席連絡" not in text_of(shown(officer, page))
    response = signed_in(officer).post(form_address(page), {**EMPTY, **TOLD}, headers={"Accept": "application/json"})
    assert "学校への欠席連絡" in response.json()["html"]


def test_own_town_and_what_visitors_do_not_see_stay_out(draft, kobe, ashiya, theirs, school):
    make_challenge("欠席の電話", municipality=kobe, problem=TOLD["problem"])
    make_challenge("欠席の電話の下書き", municipality=ashiya, problem=TOLD["problem"]).unpublish()
    hidden = make_challenge("欠席の電話の内部資料", municipality=ashiya, problem=TOLD["problem"])
    restriction = PageViewRestriction.objects.create(page=hidden, restriction_type="groups")
    restriction.groups.add(Group.objects.get(name="Moderators"))
    assert titles(draft) == ["学校への欠席連絡"]


def test_one_word_in_common_is_chance(draft, ashiya):
    make_challenge("公園の予約", municipality=ashiya, problem="電話で受け付けている。")
    assert titles(draft) == []


def test_closest_comes_first_and_no_more_than_a_few(draft, ashiya, theirs, school):
    draft.topics.set([school])
    for number in range(MOST + 2):
        make_challenge(f"別の話{number}", municipality=ashiya, topics=[school])
    found = similar_challenges(draft)
    assert len(found) == MOST
    assert found[0].title == "学校への欠席連絡"


def test_project_that_visitors_do_not_see_is_no_code(officer, draft, theirs):
    theirs.project_links.get().project.unpublish()
    assert [link["href"] for link in shown(officer, draft).select("a")] == [theirs.address()]


def test_room_of_outcomes_tells_what_became_of_it_and_where_the_code_is(officer, draft, theirs, monkeypatch):
    asked = []

    def published(challenges):
        asked.append(len(challenges))
        code = (("欠席の入力", code_of(theirs)), ("手引き", "https://ashiya.example/guide"))
        return {theirs.pk: results.Result("解決した・調達で本格導入", code)}

    monkeypatch.setattr(results, "_registered", [])
    results.results(published)
    found = shown(officer, draft)
    assert "その後： 解決した・調達で本格導入" in text_of(found)
    assert [text_of(link) for link in found.select("a")[1:]] == ["欠席の入力", "手引き", "欠席フォーム"]
    assert asked == [1]


def test_published_outcome_is_shown_with_its_answers_and_links_and_a_draft_is_not(officer, draft, theirs):
    outcome = make_outcome(theirs, result_ja="電話が8割減りました。", published=False, links=[{"title": "欠席の入力"}])
    assert "その後： 電話が8割減った。" in text_of(shown(officer, draft))
    outcome.published_at = NOW
    outcome.save()
    found = shown(officer, draft)
    assert "電話が8割減りました。" in text_of(found)
    assert outcome.get_solved_display() in text_of(found)
    assert ["欠席の入力", "https://code.example/app"] in [[text_of(link), link["href"]] for link in found.select("a")]


def test_first_room_that_knows_of_a_challenge_speaks(theirs, monkeypatch):
    monkeypatch.setattr(results, "_registered", [])
    results.results(lambda challenges: {theirs.pk: results.Result("一つ目")})
    results.results(lambda challenges: {theirs.pk: results.Result("二つ目")})
    assert results.results_of([theirs])[theirs.pk].said == "一つ目"
    assert results.results_of([]) == {}


def test_page_that_is_not_kept_yet_is_compared_with_nothing(kobe, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert similar_challenges(ChallengePage(title="欠席の電話")) == []


def test_it_costs_the_same_for_two_and_for_thirty(draft, ashiya, school, django_assert_num_queries):
    draft.topics.set([school])
    for number in range(2):
        _one_more(ashiya, school, number)
    titles(draft)  # content types are known from here on
    with django_assert_num_queries(11):
        assert len(titles(draft)) == 2
    for number in range(2, 30):
        _one_more(ashiya, school, number)
    with django_assert_num_queries(11):
        assert len(titles(draft)) == MOST


def _one_more(town, topic, number):
    project = make_project(f"道具{number}", repositories=[make_repository()])
    page = make_challenge(
        f"欠席の電話{number}", municipality=town, topics=[topic], problem="電話が多い。", projects=[project]
    )
    make_outcome(page, links=[{}])


def test_address_is_in_the_language_of_the_form(draft, theirs):
    with translation.override("en"):
        (found,) = similar_challenges(draft)
    assert found.url == f"/en{theirs.get_url()}"
    assert found.stage == "finished"
