"""Declaring conflicts of interest on the site, and what whoever has one is shut out of: at once, and everywhere."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from challenges.reviews.models import Declaration
from challenges.reviews.services import declare, lift_conflict, name_reviewer
from tests.sending import forms_of, send, values_of

from .conftest import AT
from .making import NOW, conflict_of, judge, make_proposal, score, score_and_hand_in

pytestmark = pytest.mark.django_db

DECLARATION = f"{AT}declaration/"
PROPOSALS = "/challenges/kobe/menu/proposals/"


def places_of(proposal):
    """Everything about one proposal that somebody who judges may open."""
    file = proposal.attachments.create(
        file=ContentFile(b"x", "plan.pdf"), name="計画.pdf", kind="pdf", size=1, added_at=NOW
    )
    own = f"{PROPOSALS}{proposal.key}/"
    review = [f"{AT}{name}/{proposal.key}/" for name in ("scoring", "declaration", "dossier", "ranking")]
    return [own, f"{own}records/", f"{own}attachments/{file.key}/", *review]


def answers(client, paths):
    found = []
    for path in paths:
        response = client.get(path)
        if response.streaming:
            b"".join(response)
        found.append(response.status_code)
    return found


@pytest.fixture
def named(challenge, proposals, people, officer):
    """A reviewer who has said nothing yet."""
    return name_reviewer(challenge=challenge, user=people[0], by=officer, now=NOW)


def field_of(proposal):
    return f"reason_{proposal.key.hex}"


# --- Declaring


def test_reviewer_declares_a_conflict_with_one_and_none_with_the_others(browse, named, proposals, people):
    client = browse(people[0])
    response = send(client, DECLARATION, **{field_of(proposals[0]): "元社員です", "is_all": "on"})
    assert response["Location"] == f"{AT}scoring/"
    assert conflict_of(people[0], proposals[0]).reason == "元社員です"
    assert not conflict_of(people[0], proposals[1]).has_conflict
    page = client.get(f"{AT}scoring/").content.decode()
    assert f"{AT}scoring/{proposals[1].key}/" in page
    assert f"{AT}scoring/{proposals[0].key}/" not in page
    assert "元社員です" in client.get(DECLARATION).content.decode()


def test_nothing_is_declared_without_the_tick_and_what_was_typed_stays(browse, named, proposals, people):
    response = send(browse(people[0]), DECLARATION, **{field_of(proposals[0]): "元社員です"})
    assert "元社員です" in response.content.decode()
    assert "チェックを入れてください" in response.content.decode()
    assert not Declaration.objects.exists()


def test_proposal_that_the_page_did_not_show_is_not_declared_with_the_others(browse, challenge, named, people):
    """It came in from elsewhere while the page was open: nobody has said anything about it."""
    client = browse(people[0])
    page = client.get(DECLARATION)
    late = make_proposal(challenge, "あとから")
    client.post(DECLARATION, {**values_of(forms_of(page)[0]), "is_all": "on"})
    assert not Declaration.objects.filter(proposal=late).exists()
    assert Declaration.objects.filter(user=people[0]).count() == 2


def test_page_asks_for_thirty_at_a_time(browse, challenge, named, people):
    for number in range(33):
        make_proposal(challenge, f"会社{number:02}")
    client = browse(people[0])
    assert client.get(DECLARATION).content.decode().count('name="reason_') == 30
    assert send(client, DECLARATION, is_all="on")["Location"] == DECLARATION
    assert client.get(DECLARATION).content.decode().count('name="reason_') == 5
    assert send(client, DECLARATION, is_all="on")["Location"] == f"{AT}scoring/"


def test_declaring_costs_the_same_for_two_and_thirty(browse, challenge, named, people):
    def cost():
        client = browse(people[0])
        client.get(DECLARATION)
        with CaptureQueriesContext(connection) as asked:
            client.get(DECLARATION)
        return len(asked)

    two = cost()
    for number in range(60):
        make_proposal(challenge, f"会社{number}")
    assert cost() == two


def test_reason_sent_after_none_was_declared_counts(browse, named, proposals, people):
    """From a second window that was still open."""
    client = browse(people[0])
    page = client.get(DECLARATION)
    send(client, DECLARATION, is_all="on")
    client.post(DECLARATION, {**values_of(forms_of(page)[0]), field_of(proposals[1]): "取引先", "is_all": "on"})
    client.post(DECLARATION, {**values_of(forms_of(page)[0]), field_of(proposals[1]): "取引先", "is_all": "on"})
    assert conflict_of(people[0], proposals[1]).counts


def test_officer_who_is_no_reviewer_declares_too(browse, proposals, officer):
    response = send(browse(officer), f"{DECLARATION}{proposals[0].key}/", reason="親族がいます")
    assert response["Location"] == AT
    assert conflict_of(officer, proposals[0]).counts


def test_conflict_needs_its_words(browse, reviewers, proposals, people):
    response = send(browse(people[0]), f"{DECLARATION}{proposals[0].key}/", reason=" ")
    assert response.status_code == 200
    assert not Declaration.objects.filter(has_conflict=True).exists()


def test_second_press_says_that_it_is_declared(browse, reviewers, proposals, people):
    client, path = browse(people[0]), f"{DECLARATION}{proposals[0].key}/"
    form = values_of(forms_of(client.get(path))[0])
    first, second = (client.post(path, {**form, "reason": "取引先"}) for _time in range(2))
    assert first["Location"] == second["Location"] == f"{AT}scoring/"
    assert Declaration.objects.filter(has_conflict=True).count() == 1


@pytest.mark.parametrize("who", ["teams", "office", "officer"])
def test_nobody_declares_for_others_here(browse, reviewers, proposals, people, who, request):
    """The page writes about whoever is signed in, whatever is sent."""
    user = request.getfixturevalue(who)
    user = user[0] if isinstance(user, list) else user
    client = browse(user)
    page = client.get(DECLARATION)
    if page.status_code == 200:
        client.post(DECLARATION, {**values_of(forms_of(page)[0]), "is_all": "on", "user": people[0].pk})
    found = Declaration.objects.exclude(user__in=people)
    assert {each.user for each in found} <= {user}


# --- Shut out


def test_reviewer_is_shut_out_of_every_place_at_once(browse, reviewers, proposals, people):
    for each in reviewers:
        score_and_hand_in(each, proposals, note="意見")
    client, places = browse(people[0]), places_of(proposals[0])
    assert answers(client, places) == [200, 404, 200, 200, 200, 404, 200]
    send(client, f"{DECLARATION}{proposals[0].key}/", reason="取引先")
    assert answers(client, places) == [404, 404, 404, 404, 302, 404, 404]
    assert set(answers(client, places_of(proposals[1]))) == {200, 404}


def test_officer_is_shut_out_of_every_place_at_once(browse, reviewers, proposals, officer):
    for each in reviewers:
        score_and_hand_in(each, proposals, note="意見")
    client, places = browse(officer), places_of(proposals[0])
    assert answers(client, places) == [200, 200, 200, 404, 200, 200, 200]
    send(client, f"{DECLARATION}{proposals[0].key}/", reason="親族")
    assert answers(client, places) == [404, 404, 404, 404, 302, 404, 404]
    listed = client.get(PROPOSALS).content.decode()
    assert f"{PROPOSALS}{proposals[0].key}/" not in listed
    assert f"{PROPOSALS}{proposals[1].key}/" in listed
    assert "閲覧できません" in listed


def test_officer_who_judges_finds_undeclared_proposals_closed_in_the_list(browse, challenge, proposals, officer):
    client = browse(officer)
    assert f"{PROPOSALS}{proposals[0].key}/" in client.get(PROPOSALS).content.decode()
    name_reviewer(challenge=challenge, user=officer, by=officer, now=NOW)
    assert f"{PROPOSALS}{proposals[0].key}/" not in client.get(PROPOSALS).content.decode()
    judge(challenge, officer, officer)
    assert f"{PROPOSALS}{proposals[0].key}/" in client.get(PROPOSALS).content.decode()


def test_list_of_proposals_costs_the_same_for_any_number_of_conflicts(browse, challenge, proposals, officer):
    def cost():
        client = browse(officer)
        client.get(PROPOSALS)
        with CaptureQueriesContext(connection) as asked:
            client.get(PROPOSALS)
        return len(asked)

    declare(challenge=challenge, user=officer, by=officer, conflicts={proposals[0].pk: "親族"}, now=NOW)
    one = cost()
    more = {make_proposal(challenge, f"会社{number}").pk: "親族" for number in range(30)}
    declare(challenge=challenge, user=officer, by=officer, conflicts=more, now=NOW)
    assert cost() == one


def test_form_that_was_open_when_the_conflict_was_declared_writes_nothing(
    browse, challenge, reviewers, proposals, people, officer
):
    client, path = browse(people[0]), f"{AT}scoring/{proposals[0].key}/"
    form = values_of(forms_of(client.get(path))[0])
    declare(challenge=challenge, user=people[0], by=officer, conflicts={proposals[0].pk: "顧問"}, now=NOW)
    assert client.post(path, {**form, "points_1": "5"}).status_code == 404
    assert not reviewers[0].scores.exists()


def test_points_given_before_the_conflict_do_not_count(browse, challenge, reviewers, proposals, people):
    score_and_hand_in(reviewers[0], proposals, (5, 5, 5, 5, 5), note="甘い採点")
    for each in reviewers[1:]:
        score_and_hand_in(each, proposals, (1, 1, 1, 1, 1))
    page = browse(people[1]).get(f"{AT}scoring/{proposals[0].key}/").content.decode()
    assert "2.33" in page
    declare(challenge=challenge, user=people[0], by=people[0], conflicts={proposals[0].pk: "取引先"}, now=NOW)
    page = browse(people[1]).get(f"{AT}scoring/{proposals[0].key}/").content.decode()
    assert "甘い採点" not in page
    assert "1.00" in page


def test_lifted_conflict_lets_back_in(browse, challenge, reviewers, proposals, people, office):
    declare(challenge=challenge, user=people[0], by=people[0], conflicts={proposals[0].pk: "取引先"}, now=NOW)
    score(reviewers[0], proposals[1])
    lift_conflict(declaration=conflict_of(people[0], proposals[0]), by=office, now=NOW)
    client = browse(people[0])
    assert client.get(f"{AT}scoring/{proposals[0].key}/").status_code == 200
    assert "事務局が解除" in client.get(DECLARATION).content.decode()
