"""A reviewer's own pages: the list, the form, handing in, and what others see of it and when."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from challenges.proposals.models import AccessLog
from challenges.reviews.models import Declaration, Score
from challenges.reviews.services import close_scoring, name_reviewer
from tests.sending import forms_of, send, values_of

from .conftest import AT
from .making import DAY, NOW, closed_challenge, judge, make_proposal, person, refreshed, score, score_and_hand_in

pytestmark = pytest.mark.django_db

LIST = f"{AT}scoring/"
HAND_IN = f"{LIST}hand-in/"


def page_of(proposal):
    return f"{LIST}{proposal.key}/"


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def typed(points=(5, 4, 3, 2, 1), note="よい計画"):
    return {f"points_{place}": str(each) for place, each in enumerate(points, 1)} | {
        f"note_{place}": f"{note}{place}" for place in range(1, 6)
    }


def kept(reviewer, proposal):
    rows = Score.objects.filter(reviewer=reviewer, proposal=proposal).order_by("criterion__position")
    return [(each.points, each.note) for each in rows]


# --- The list


def test_list_says_what_is_left_and_leads_to_what_may_be_read(browse, reviewers, proposals, people):
    score(reviewers[0], proposals[0])
    page = read(browse(people[0]), LIST)
    assert page_of(proposals[0]) in page
    assert page_of(proposals[1]) in page
    assert "2件のうち1件" in page
    left = read(browse(people[0]), f"{LIST}?left")
    assert page_of(proposals[0]) not in left
    assert page_of(proposals[1]) in left


def test_list_leads_to_declaring_first(browse, challenge, proposals, officer, people):
    name_reviewer(challenge=challenge, user=people[0], by=officer, now=NOW)
    page = read(browse(people[0]), LIST)
    assert f'href="{AT}declaration/"' in page
    assert page_of(proposals[0]) not in page
    assert read(browse(people[0]), page_of(proposals[0]), 404)


def test_list_names_nobody_before_the_challenge_has_closed(browse, kobe, officer, people):
    challenge = closed_challenge(kobe, closes_at=NOW + DAY)
    make_proposal(challenge, "ひみつの会社")
    name_reviewer(challenge=challenge, user=people[0], by=officer, now=NOW)
    page = read(browse(people[0]), LIST)
    assert "締め切られるまで" in page
    assert "ひみつの会社" not in page
    assert "ひみつの会社" not in read(browse(people[0]), f"{AT}declaration/")


@pytest.mark.parametrize("who", ["officer", "office", "teams", "stranger"])
def test_only_reviewers_have_these_pages(browse, reviewers, proposals, request, who):
    user = person("Nobody") if who == "stranger" else request.getfixturevalue(who)
    client = browse(user[0] if isinstance(user, list) else user)
    for path in (LIST, HAND_IN, page_of(proposals[1])):
        read(client, path, 404)


def test_reviewer_who_competes_finds_nothing(browse, challenge, proposals, teams, officer):
    name_reviewer(challenge=challenge, user=teams[0], by=officer, now=NOW)
    for path in (LIST, HAND_IN, page_of(proposals[0]), page_of(proposals[1]), f"{AT}declaration/", f"{AT}interviews/"):
        read(browse(teams[0]), path, 404)


def test_whoever_is_not_signed_in_is_asked_to(client, reviewers, proposals):
    for path in (LIST, HAND_IN, page_of(proposals[0])):
        assert client.get(path)["Location"].startswith("/accounts/login/")


def test_key_that_is_none_is_not_found(browse, reviewers, people):
    read(browse(people[0]), f"{LIST}{uuid4()}/", 404)


def test_list_of_500_proposals_costs_what_one_of_two_costs(browse, challenge, reviewers, proposals, people):
    def cost(path):
        client = browse(people[0])
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            read(client, path)
        return len(asked)

    two = cost(LIST), cost(f"{LIST}?left")
    for number in range(498):
        made = make_proposal(challenge, f"会社{number}")
        Declaration.objects.create(proposal=made, user=people[0], has_conflict=False, declared_at=NOW)
        if number < 5:
            score(reviewers[0], made)
    assert (cost(LIST), cost(f"{LIST}?left")) == two
    assert max(two) <= 24
    assert "会社0" in read(browse(people[0]), LIST)


# --- The form


def test_scores_and_notes_are_kept_as_a_draft(browse, reviewers, proposals, people):
    client = browse(people[0])
    response = send(client, page_of(proposals[0]), **typed(), then="stay")
    assert response["Location"] == page_of(proposals[0])
    assert kept(reviewers[0], proposals[0]) == [(5 - place, f"よい計画{place + 1}") for place in range(5)]
    assert refreshed(reviewers[0]).handed_in_at is None
    assert "よい計画3" in read(client, page_of(proposals[0]))


def test_page_shows_proposal_criteria_weights_and_scale(browse, reviewers, proposals, people):
    page = read(browse(people[0]), page_of(proposals[0]))
    assert "株式会社こんだての進め方" in page
    assert "解決の有効性（30％）" in page
    assert "目標の達成につながる方法か" in page
    assert 'value="5"' in page


def test_name_of_the_team_is_not_in_the_title(browse, reviewers, proposals, people):
    page = read(browse(people[0]), page_of(proposals[0]))
    assert "こんだて" not in page[page.index("<title>") : page.index("</title>")]


def test_score_may_stay_open_and_open_is_not_nought(browse, reviewers, proposals, people):
    send(browse(people[0]), page_of(proposals[0]), **typed(("", 0, 3, 3, 3)))
    assert [points for points, _note in kept(reviewers[0], proposals[0])] == [None, 0, 3, 3, 3]


def test_next_leads_to_the_next_that_is_left_and_after_the_last_to_the_list(browse, reviewers, proposals, people):
    client = browse(people[0])
    first = send(client, page_of(proposals[0]), **typed(), then="next")
    assert first["Location"] == page_of(proposals[1])
    assert send(client, page_of(proposals[1]), **typed(), then="next")["Location"] == LIST


def test_form_that_came_without_its_fields_empties_nothing(browse, reviewers, proposals, people):
    score(reviewers[0], proposals[0], (1, 2, 3, 4, 5), note="前の意見")
    client = browse(people[0])
    form = values_of(forms_of(client.get(page_of(proposals[0])))[0])
    client.post(page_of(proposals[0]), {"seal": form["seal"]})
    assert kept(reviewers[0], proposals[0]) == [(points, "前の意見") for points in range(1, 6)]


@pytest.mark.parametrize("wrong", [{"points_1": "6"}, {"points_1": "-1"}, {"points_1": "x"}, {"note_2": "長" * 2001}])
def test_everything_typed_stays_when_something_is_wrong(browse, reviewers, proposals, people, wrong):
    response = send(browse(people[0]), page_of(proposals[0]), **{**typed(), **wrong})
    page = response.content.decode()
    assert response.status_code == 200
    assert "よい計画5" in page
    assert "まだ保存されていません" in page
    assert kept(reviewers[0], proposals[0]) == []


def test_text_typed_after_the_scoring_was_closed_is_shown_with_the_reason(
    browse, challenge, reviewers, proposals, people, officer
):
    client = browse(people[0])
    form = client.get(page_of(proposals[0]))
    assert form.status_code == 200
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    sent = send_as_it_was(client, form, page_of(proposals[0]), **typed())
    assert "よい計画1" in sent.content.decode()
    assert "もう変更できません" in sent.content.decode()
    assert kept(reviewers[0], proposals[0]) == []


def send_as_it_was(client, response, path, **more):
    return client.post(path, {**values_of(forms_of(response)[0]), **more})


def test_opening_a_proposal_is_written_down(browse, reviewers, proposals, people):
    read(browse(people[0]), page_of(proposals[0]))
    entry = AccessLog.objects.get(proposal=proposals[0])
    assert (entry.user, entry.what) == (people[0], "view")


def test_proposal_page_leads_to_scoring(browse, reviewers, proposals, people):
    page = read(browse(people[0]), f"/challenges/kobe/menu/proposals/{proposals[0].key}/")
    assert page_of(proposals[0]) in page
    assert f"{AT}declaration/{proposals[0].key}/" in page


def test_team_sees_nothing_of_the_review_on_its_proposal(browse, reviewers, proposals, teams):
    page = read(browse(teams[0]), f"/challenges/kobe/menu/proposals/{proposals[0].key}/")
    assert "/review/" not in page


# --- Handing in


def test_complete_scores_are_handed_in_and_final(browse, reviewers, proposals, people):
    for each in proposals:
        score(reviewers[0], each, note="一つの意見")
    client = browse(people[0])
    assert send(client, HAND_IN)["Location"] == LIST
    assert refreshed(reviewers[0]).handed_in_at == NOW
    page = read(client, page_of(proposals[0]))
    assert "一つの意見" in page
    assert "<textarea" not in page
    assert client.get(HAND_IN)["Location"] == LIST


def test_open_scores_are_handed_in_only_with_a_tick(browse, reviewers, proposals, people):
    score(reviewers[0], proposals[0])
    client = browse(people[0])
    assert "5項目" in send(client, HAND_IN).content.decode()
    assert refreshed(reviewers[0]).handed_in_at is None
    assert send(client, HAND_IN, with_gaps="on")["Location"] == LIST
    assert refreshed(reviewers[0]).handed_in_at == NOW


def test_handing_in_asks_for_declarations_first(browse, challenge, proposals, officer, people):
    name_reviewer(challenge=challenge, user=people[0], by=officer, now=NOW)
    assert "先に" in read(browse(people[0]), HAND_IN)


# --- What others see


def test_nobody_sees_a_note_of_others_before_all_are_in_and_all_do_afterwards(
    browse, reviewers, proposals, people, officer
):
    score_and_hand_in(reviewers[0], proposals, (5, 5, 5, 5, 5), note="花の意見")
    score_and_hand_in(reviewers[1], proposals, (1, 1, 1, 1, 1), note="三木の意見")
    others = [browse(people[1]), browse(people[2]), browse(officer)]
    places = [page_of(proposals[0]), f"{AT}dossier/{proposals[0].key}/", AT, f"{AT}ranking/", LIST]
    for client in others:
        assert all("花の意見" not in client.get(place).content.decode() for place in places)
    score_and_hand_in(reviewers[2], proposals)
    for user in people:
        page = read(browse(user), page_of(proposals[0]))
        assert all(each in page for each in ("花の意見", "三木の意見", "Hana", "Miki", "Ken"))
        assert "3.00" in page


def test_draft_of_somebody_who_did_not_hand_in_stays_theirs(browse, challenge, reviewers, proposals, people, officer):
    score_and_hand_in(reviewers[0], proposals, note="数える意見")
    score(reviewers[1], proposals[0], note="下書きの意見")
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    assert "下書きの意見" not in read(browse(people[0]), page_of(proposals[0]))
    own = read(browse(people[1]), page_of(proposals[0]))
    assert "下書きの意見" in own
    assert "数える意見" in own


# --- The own page, and the challenge's


def test_own_page_says_what_waits_and_nothing_when_it_is_done(browse, challenge, reviewers, proposals, people, officer):
    late = person("Late")
    name_reviewer(challenge=challenge, user=late, by=officer, now=NOW)
    assert "2件の提案" in read(browse(late), "/accounts/")
    assert LIST in read(browse(people[0]), "/accounts/")
    score_and_hand_in(reviewers[0], proposals)
    assert LIST not in read(browse(people[0]), "/accounts/")


def test_own_page_costs_the_same_for_one_review_and_for_five(
    browse, kobe, challenge, reviewers, proposals, people, officer
):
    def cost():
        client = browse(people[0])
        client.get("/accounts/")
        with CaptureQueriesContext(connection) as asked:
            read(client, "/accounts/")
        return len(asked)

    one = cost()
    for number in range(4):
        more = closed_challenge(kobe, slug=f"more-{number}")
        make_proposal(more)
        judge(more, people[0], officer)
    assert cost() == one
    assert read(browse(people[0]), "/accounts/").count("/review/scoring/") == 5


def test_public_page_of_the_challenge_tells_visitors_nothing_of_reviewers(client, challenge, reviewers, proposals):
    page = read(client, "/challenges/kobe/menu/")
    assert not any(each in page for each in ("Hana", "Miki", "Ken", "/review/", "こんだて"))


def test_reviewers_who_may_enter_the_admin_show_the_second_factor(settings, browse, challenge, proposals, officer):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    judge(challenge, officer, officer)
    for path in (LIST, HAND_IN, page_of(proposals[0]), f"{AT}declaration/", f"{AT}interviews/"):
        assert browse(officer).get(path)["Location"] == "/accounts/second-factor/"
    assert not AccessLog.objects.exists()
